"""Drives a headless Chromium through its DevTools protocol: looks, clicks, types, photographs."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--hide-scrollbars",
    "--no-first-run",
    "--no-default-browser-check",
    "--remote-debugging-port=0",
)
LISTENING: Final = b"DevTools listening on "
STILL: Final = """
    Promise.all([
        ...document.getAnimations().map((one) => Promise.race([
            one.finished.catch(() => null), new Promise((done) => setTimeout(done, 500)),
        ])),
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    ]).then(() => true)
"""
SPOT: Final = """(() => {
    const find = () => %s;
    const found = find();
    if (!found) return null;
    found.scrollIntoView({block: 'center', behavior: 'instant'});
    const box = found.getBoundingClientRect();
    globalThis.wasHit = false;
    const note = (event) => { globalThis.wasHit = !!find()?.contains(event.target); };
    document.addEventListener('click', note, {once: true, capture: true});
    return box.width && [box.x + box.width / 2, box.y + box.height / 2];
})()"""
MOST_CLICKS: Final = 5
START_S: Final = 30.0
PATIENCE_S: Final = 20.0
LOOK_EVERY_S: Final = 0.03


class PageError(AssertionError):
    """The page does not show what was asked for, or its script broke."""


def find_chromium() -> str | None:
    """Where Chromium is installed, if it is."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@dataclass
class Tab:
    """One page. Commands are answered one after the other; its errors are kept."""

    socket: ClientWebSocketResponse
    errors: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    async def command(self, method: str, **params: Any) -> Any:
        """Send one command of the protocol and return its result."""
        number = next(self._numbers)
        await self.socket.send_json({"id": number, "method": method, "params": params})
        while True:
            message = await self._receive()
            if message.get("id") == number:
                if "error" in message:
                    raise PageError(f"{method}: {message['error']}")
                return message["result"]
            self._note(message)

    async def look(self, script: str) -> Any:
        """Evaluate an expression in the page; its value must fit into JSON."""
        answer = await self.command(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise PageError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    async def wait(self, script: str, why: str = "") -> Any:
        """Look again and again until the expression is true; its value."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not (found := await self.look(script)):  # noqa: ASYNC110 - another process
                    await asyncio.sleep(LOOK_EVERY_S)
        except TimeoutError:
            shown = await self.look("document.body.innerText")
            raise PageError(f"Waited for {why or script}; the page shows:\n{shown}") from None
        return found

    async def open(self, url: str) -> None:
        """Go to an address and wait until it is loaded."""
        await self.command("Page.navigate", url=url)
        await self.wait(
            f"document.readyState === 'complete' && location.href.startsWith({json.dumps(url)})"
        )

    async def click(self, script: str, why: str = "") -> None:
        """Click with the mouse in the middle of the element that an expression finds.

        Clicks again where the page drew the element anew between the press and the release.
        """
        for _ in range(MOST_CLICKS):
            await self._press(await self.wait(SPOT % script, why))
            if await self.look("globalThis.wasHit"):
                return
        raise PageError(f"{why or script} is drawn anew whenever it is clicked")

    async def _press(self, spot: list[float]) -> None:
        place = {"x": spot[0], "y": spot[1], "button": "left", "clickCount": 1}
        await self.command("Input.dispatchMouseEvent", type="mousePressed", **place)
        await self.command("Input.dispatchMouseEvent", type="mouseReleased", **place)

    async def type(self, text: str) -> None:
        """Type into what has the focus."""
        await self.command("Input.insertText", text=text)

    async def key(self, name: str) -> None:
        """Press a key such as Enter or Tab."""
        text = {"text": "\r"} if name == "Enter" else {}
        code = {"Enter": 13, "Tab": 9, "Escape": 27}[name]
        given = {"key": name, "code": name, "windowsVirtualKeyCode": code, **text}
        await self.command("Input.dispatchKeyEvent", type="keyDown", **given)
        await self.command("Input.dispatchKeyEvent", type="keyUp", key=name, code=name)

    async def resize(
        self, width: int, height: int, *, phone: bool = False, sharpness: float = 1
    ) -> None:
        """Be a screen of this size; `sharpness` is its pixels to one of the page."""
        await self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=sharpness,
            mobile=phone,
        )

    async def darken(self, *, dark: bool) -> None:
        """Wish for dark or light colours, as a system does."""
        wish = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        await self.command("Emulation.setEmulatedMedia", features=[wish, still])

    async def photograph(self, file: Path) -> None:
        """Save what is seen as PNG, once everything has come to rest."""
        await self.command("Input.dispatchMouseEvent", type="mouseMoved", x=0, y=0)
        await self.look(STILL)
        shot = await self.command("Page.captureScreenshot", format="png")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(base64.b64decode(shot["data"]))

    async def _receive(self) -> dict[str, Any]:
        message = await self.socket.receive(START_S)
        if message.type is not WSMsgType.TEXT:
            raise PageError(f"the browser is gone: {message}")
        decoded: dict[str, Any] = json.loads(message.data)
        return decoded

    def _note(self, event: dict[str, Any]) -> None:
        params = event.get("params", {})
        if event["method"] == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"]))
        elif event["method"] == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(f"{params['entry']['text']} {params['entry'].get('url', '')}")


@asynccontextmanager
async def chromium(program: str, profile: Path) -> AsyncIterator[Tab]:
    """Start Chromium with a new profile and give its one tab."""
    process = await asyncio.create_subprocess_exec(
        program,
        *FLAGS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        async with asyncio.timeout(START_S):
            address = await _listening(process.stderr)
        async with (
            ClientSession() as session,
            session.ws_connect(await _first_tab(session, address), max_msg_size=0) as socket,
        ):
            tab = Tab(socket)
            for domain in ("Page", "Runtime", "Log"):
                await tab.command(f"{domain}.enable")
            yield tab
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()


async def _listening(stream: asyncio.StreamReader | None) -> str:
    """The address that Chromium names on its standard error."""
    assert stream is not None
    while line := await stream.readline():
        if LISTENING in line:
            return line.split(LISTENING)[1].decode().strip()
    raise PageError("Chromium ended before it listened")


async def _first_tab(session: ClientSession, address: str) -> str:
    """The address of the tab that Chromium opened with."""
    place = urlsplit(address).netloc
    while True:
        async with session.get(f"http://{place}/json/list") as answer:
            tabs = [one for one in await answer.json() if one["type"] == "page"]
        if tabs:
            return str(tabs[0]["webSocketDebuggerUrl"])
        await asyncio.sleep(LOOK_EVERY_S)
