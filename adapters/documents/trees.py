"""XML and HTML into lxml trees, within bounds: no DTD, no entity, no network, so many nodes, so deep.

What a document names elsewhere (a picture, a stylesheet, a schema) is never looked for.
"""

from __future__ import annotations

from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from adapters.documents.bounds import MOST_DEPTH, MOST_NODES, Unreadable, bomb, damaged


def xml(raw: bytes, kind: str) -> Any:
    """The root element of an XML member. Unreadable for a DTD, for broken XML and for more than the bounds allow."""
    _count(raw)
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
        raise Unreadable(
            f"has a DTD in it, as no {kind} file has; open it in a word processor and save it again, or as PDF"
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(kind) from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable(
            f"has a DTD in it, as no {kind} file has; open it in a word processor and save it again, or as PDF"
        )
    return root


def page(text: str) -> Any | None:
    """The root element of a web page as browsers read it; None for one with nothing in it."""
    raw = text.encode("utf-8", errors="replace")
    _count(raw)
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        return html.document_fromstring(raw, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def depth_of(element: Any) -> int:
    """How deep the deepest element lies below this one; stops counting beyond the bound."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > MOST_DEPTH:
            break
    return deepest


def check_depth(element: Any) -> None:
    """Unreadable for elements in elements beyond MOST_DEPTH."""
    if depth_of(element) > MOST_DEPTH:
        raise bomb(f"has elements nested more than {MOST_DEPTH} deep")


def _count(raw: bytes) -> None:
    if raw.count(b"<") // 2 + raw.count(b"=") > MOST_NODES:
        raise bomb(f"holds more than {MOST_NODES:,} elements")


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
