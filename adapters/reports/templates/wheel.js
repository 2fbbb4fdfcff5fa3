"use strict";
(() => {
  const svg = document.querySelector(".wheel svg");
  const choose = document.querySelector(".choose");
  const form = choose.querySelector("form");
  const chosen = document.querySelector(".chosen");
  const count = form.querySelector("[role=status]");
  const rows = new Map([...document.querySelectorAll("tr[data-n]")].map((row) => [row.dataset.n, row]));
  const drawn = [...svg.querySelectorAll("[data-n]")];
  const numbers = (element) => element.dataset.n.split(" ");
  const marks = [...svg.querySelectorAll(".item")].sort((a, b) => numbers(a)[0] - numbers(b)[0]);
  let kept = null;

  const about = (mark) => mark.querySelector("title").textContent;
  const point = (mark) => {
    const now = mark ? new Set(numbers(mark)) : new Set();
    svg.classList.toggle("pointed", mark !== null);
    for (const one of drawn) one.classList.toggle("on", numbers(one).some((number) => now.has(number)));
    for (const [number, row] of rows) row.classList.toggle("on", now.has(number));
    chosen.querySelector("span").textContent = mark ? about(mark) : "–";
  };
  const keep = (mark) => {
    kept = mark;
    for (const one of marks) one.setAttribute("aria-pressed", String(one === mark));
    point(mark);
  };
  const markOf = (target) => {
    const element = target.closest("[data-n]");
    if (!element) return null;
    const wanted = numbers(element);
    return marks.find((mark) => numbers(mark).some((number) => wanted.includes(number))) ?? null;
  };
  const nearest = (event) => {
    const from = (mark) => {
      const box = mark.lastElementChild.getBoundingClientRect();
      return Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY);
    };
    const near = shown().map((mark) => [from(mark), mark]).sort((a, b) => a[0] - b[0])[0];
    return near && near[0] <= 28 ? near[1] : null;
  };
  const shown = () => marks.filter((mark) => !mark.classList.contains("gone"));
  const stop = (mark) => {
    for (const one of marks) one.setAttribute("tabindex", one === mark ? "0" : "-1");
  };

  svg.setAttribute("role", "group");
  for (const mark of marks) {
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-label", about(mark));
    mark.setAttribute("aria-pressed", "false");
    mark.addEventListener("focus", () => { stop(mark); point(mark); });
    mark.addEventListener("blur", () => point(kept));
  }
  if (marks.length) stop(marks[0]);

  svg.addEventListener("pointerover", (event) => point(markOf(event.target) ?? kept));
  svg.addEventListener("pointerleave", () => point(kept));
  svg.addEventListener("click", (event) => keep(markOf(event.target) ?? nearest(event)));
  svg.addEventListener("keydown", (event) => {
    const visible = shown();
    const here = visible.indexOf(document.activeElement);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (event.key === "Escape") keep(null);
    if (here < 0) return;
    if (event.key in steps) visible.at((here + steps[event.key]) % visible.length).focus();
    else if (event.key === "Home") visible[0].focus();
    else if (event.key === "End") visible.at(-1).focus();
    else if (event.key === "Enter" || event.key === " ") keep(visible[here] === kept ? null : visible[here]);
    else return;
    event.preventDefault();
  });

  const filter = () => {
    const on = (name) => new Set([...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
    const rings = on("ring");
    const states = on("state");
    for (const row of rows.values()) row.hidden = !(rings.has(row.dataset.ring) && states.has(row.dataset.state));
    for (const one of drawn) one.classList.toggle("gone", numbers(one).every((number) => rows.get(number).hidden));
    const left = [...rows.values()].filter((row) => !row.hidden).length;
    count.textContent = count.dataset.count.replace("{shown}", left).replace("{total}", rows.size);
    if (kept && kept.classList.contains("gone")) keep(null);
    const visible = shown();
    if (!visible.some((mark) => mark.getAttribute("tabindex") === "0")) stop(visible[0] ?? null);
  };
  form.addEventListener("change", filter);
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const box of form.querySelectorAll("input")) box.checked = true;
    filter();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  const whole = svg.getAttribute("viewBox");
  const narrow = matchMedia("(max-width: 60rem)");
  const fit = (onPaper) => {
    const small = narrow.matches && !onPaper;
    const alone = small ? svg.dataset.circle : undefined;
    svg.classList.toggle("narrow", alone !== undefined);
    svg.setAttribute("viewBox", onPaper ? whole : alone ?? svg.dataset.body);
  };
  narrow.addEventListener("change", () => fit(false));
  addEventListener("beforeprint", () => fit(true));
  addEventListener("afterprint", () => fit(false));

  svg.classList.add("live");
  for (const side of ["width", "height"]) svg.removeAttribute(side);
  for (const hidden of [choose, chosen, document.querySelector(".how")]) hidden.hidden = false;
  fit(false);
  const hand = svg.querySelector(".hand");
  const sheet = svg.parentElement;
  if (marks.length) sheet.removeAttribute("tabindex"); // whoever goes from mark to mark moves it
  if (hand && sheet.scrollWidth > sheet.clientWidth) {
    sheet.scrollLeft = hand.getBoundingClientRect().x - sheet.getBoundingClientRect().x - sheet.clientWidth / 2;
  }
  point(null);
  filter();
})();
