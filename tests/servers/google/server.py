"""Google Calendar on a loopback port, state in memory. It never talks to Google.

Events, calendars.get. Evidence stands at each behaviour: documented, reported or assumed.
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document  # type: ignore[import-untyped]

from tests.servers.google.discovery import DOCUMENT, check_body, check_parameters, method_of
from tests.servers.google.refusal import Refusal

Event = dict[str, Any]
_NOT_WITH_TOKEN = {"iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty"}
_NOT_WITH_TOKEN |= {"timeMin", "timeMax", "updatedMin"}


class GoogleServer:
    """Use with ``with``. ``origin`` is http://127.0.0.1:port; ``log`` has (method, path, params, body)."""

    def __init__(self) -> None:
        self.calendars: dict[str, dict[str, Event]] = {}
        self.log: list[tuple[str, str, dict[str, list[str]], Any]] = []
        self.clients: list[Any] = []
        self.page_size, self.oldest_token = 250, 0
        self._changes, self._faults, self._lock = 0, list[tuple[Refusal, bool]](), threading.RLock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"google": self}))
        self._http.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for client in self.clients:
            client.close()
        self._http.shutdown()
        self._http.server_close()

    def new_calendar(self) -> str:
        name = f"c{len(self.calendars)}@group.calendar.google.com"
        self.calendars[name] = {}
        return name

    def misbehave(self, fault: Refusal, always: bool = False) -> None:
        """The next request (or every one) is refused before it has an effect."""
        self._faults.append((fault, always))

    def edit(self, calendar: str, event: str, **fields: Any) -> None:
        """A person changes fields; status="cancelled" deletes, "confirmed" restores."""
        with self._lock:
            self._keep(calendar, {**self.calendars[calendar][event], **fields})

    def asked(self, verb: str, uri: str, headers: Any, body: Any) -> tuple[int, dict[str, str], Any]:
        """Status, headers and JSON that answer one request."""
        with self._lock:
            try:
                return self._answered(verb, uri, headers, body)
            except Refusal as no:
                return no.status, no.headers, no.body()

    def _answered(self, verb: str, uri: str, headers: Any, body: Any) -> tuple[int, dict[str, str], Any]:
        url = urlsplit(uri)
        params = parse_qs(url.query, keep_blank_values=True)
        self.log.append((verb, url.path, params, body))
        if self._faults:
            fault, always = self._faults[0]
            if not always:
                self._faults.pop(0)
            raise fault
        if not headers.get("Authorization", "").startswith("Bearer "):
            raise Refusal(401, "authError")  # documented
        name, method, parts = method_of(verb, url.path)
        parts = {key: unquote(part) for key, part in parts.items()}
        check_parameters(method, params | {key: [part] for key, part in parts.items()})
        if "request" in method:
            check_body(method["request"], body)
        if parts.get("calendarId") not in self.calendars:
            raise Refusal(404, "notFound")  # documented
        answer = self._do(name, parts["calendarId"], parts.get("eventId", ""), params, headers, body)
        return (204 if answer is None else 200), {}, answer

    def _do(self, name: str, calendar: str, at: str, params: Any, headers: Any, body: Any) -> Any:
        events = self.calendars[calendar]
        if name == "calendar.calendars.get":
            return {"kind": "calendar#calendar", "id": calendar, "summary": calendar, "timeZone": "UTC"}
        if name == "calendar.events.list":
            return self._listed(events, params)
        if name == "calendar.events.insert":
            return self._inserted(calendar, body)
        if name not in ("calendar.events." + verb for verb in ("get", "patch", "update", "delete")):
            raise Refusal(501, "notImplemented")
        if at not in events:
            raise Refusal(404, "notFound")
        old = events[at]
        if headers.get("If-None-Match") == old["etag"]:
            raise Refusal(304, "notModified")  # documented
        if headers.get("If-Match", old["etag"]) not in (old["etag"], "*"):
            raise Refusal(412, "conditionNotMet")  # documented
        if name.endswith("get"):
            return old
        if name.endswith("delete"):
            if old["status"] == "cancelled":
                raise Refusal(410, "deleted")  # documented
            self._keep(calendar, old | {"status": "cancelled"})
            return None
        new = _merged(old, body) if name.endswith("patch") else {"status": "confirmed", **body}
        return self._keep(calendar, new | {"id": at})

    def _inserted(self, calendar: str, body: Event) -> Event:
        at = body.get("id", f"made{self._changes:05d}")
        if not re.fullmatch("[a-v0-9]{5,1024}", at):
            raise Refusal(400, "invalid")  # documented alphabet and length
        if at in self.calendars[calendar]:
            raise Refusal(409, "duplicate")  # documented; reported for a deleted id
        return self._keep(calendar, {"status": "confirmed", **body, "id": at})

    def _keep(self, calendar: str, event: Event) -> Event:
        self._changes += 1
        for kind, held in event.get("extendedProperties", {}).items():  # limits: reported
            event["extendedProperties"] |= {kind: {k: v[:1024] for k, v in held.items() if len(k) <= 44}}
        kept = event | {"kind": "calendar#event", "etag": f'"{self._changes}"'}
        self.calendars[calendar][event["id"]] = kept
        return kept

    def _listed(self, events: dict[str, Event], params: dict[str, list[str]]) -> Event:
        token = params.get("syncToken", [""])[0]
        if token and (_NOT_WITH_TOKEN & params.keys() or params.get("showDeleted") == ["false"]):
            raise Refusal(400, "invalid")  # documented
        if token and int(token) < self.oldest_token:
            raise Refusal(410, "fullSyncRequired", "calendar")  # documented
        gone = bool(token) or params.get("showDeleted") == ["true"]
        found = [e for e in events.values() if int(e["etag"][1:-1]) > int(token or 0)]
        found = [e for e in found if gone or e["status"] != "cancelled"]
        for wanted in params.get("privateExtendedProperty", []):
            key, _, value = wanted.partition("=")
            found = [e for e in found if e.get("extendedProperties", {}).get("private", {}).get(key) == value]
        start, seen = map(int, params.get("pageToken", [f"0.{self._changes}"])[0].split("."))
        end = start + min(self.page_size, int(params.get("maxResults", ["250"])[0]))
        more = {"nextPageToken": f"{end}.{seen}"} if end < len(found) else {"nextSyncToken": str(seen)}
        return {"kind": "calendar#events", "items": found[start:end], **more}


def _merged(old: Any, new: Any) -> Any:
    """Patch: objects merge, null deletes, arrays are replaced (documented)."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {
        k: v for k, v in (old | {k: _merged(old.get(k), v) for k, v in new.items()}).items() if v is not None
    }


def service(server: GoogleServer) -> Any:
    """The real client. rootUrl is changed, as the address of a batch follows from it, not from api_endpoint."""
    document = DOCUMENT | {"rootUrl": server.origin + "/"}
    client = build_from_document(document, credentials=Credentials("invented"))  # type: ignore[no-untyped-call]
    server.clients.append(client)
    return client


class _Handler(BaseHTTPRequestHandler):
    google: GoogleServer
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, headers, answer = self.google.asked(
            self.command, self.path, self.headers, json.loads(sent) if sent else None
        )
        body = b"" if answer is None or status == 304 else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {**headers, "Content-Type": "application/json; charset=UTF-8"}.items():
            self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silent: ``log`` has it."""
