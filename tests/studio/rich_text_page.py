"""A page with one rich text in it, served as the studio serves its pages."""

from __future__ import annotations

import html
import json
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rich_text_node import bundle

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'none'; base-uri 'none'"
)
REFERENCES = [
    {"id": "drugs/trabectedin", "title": "trabectedin (Yondelis)", "words": ["Yondelis", "ET-743"]},
    {"id": "webinars/boot-camp-3", "title": "LMS Boot Camp 3", "words": []},
]
TEXT = """Dear friends,
it is *quiet* here.

* one
* two

The end: see <ref:drugs/trabectedin>, @@first_name@@.
"""
EVERYTHING = f"""{TEXT}
### A heading

#### A smaller one

> A quotation

| Drug | Dose |
|------|------|
| one  | two  |

![A garden](images/garden.jpg) and [a link](https://example.org), ~~gone~~, `code`

مرحبا بكم

---

1. one
   - inner
"""
# What a page does with the editor: it counts what it hears, and takes pictures in.
PAGE_SCRIPT = """
window.heard = [];
document.addEventListener("input", event => heard.push(event.target.value));
document.addEventListener("rich-text:picture", event => {
  const { file, answer } = event.detail;
  answer(file.name === "bad.jpg" ? Promise.reject(new Error("This is no picture."))
    : Promise.resolve({ file: `images/${file.name}`, alt: "" }));
});
"""


class RichTextSite:
    """A running server; each text gets an address of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = bundle(folder)
        (folder / "references.json").write_text(json.dumps(REFERENCES), "utf-8")
        (folder / "page.js").write_text(PAGE_SCRIPT, "utf-8")
        site = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *given: Any) -> None:
                super().__init__(*given, directory=str(site.folder))

            def end_headers(self) -> None:
                self.send_header("content-security-policy", POLICY)
                super().end_headers()

            def log_message(self, *_given: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self._pages = 0

    def address(self, markdown: str, attributes: str = "") -> str:
        """The address of a page with this text."""
        self._pages += 1
        name = f"page-{self._pages}.html"
        (self.folder / name).write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A text</title>'
            '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">'
            '<link rel="stylesheet" href="rich_text.css"><script type="module" src="rich_text.js"></script>'
            '<script src="page.js"></script></head><body><main><h1>A text</h1><label for="body">Text</label>'
            f'<rich-text lang="en" references="/references.json" {attributes}>'
            f'<textarea id="body" name="body">\n{html.escape(markdown)}</textarea></rich-text>'
            '<p><label>After <input id="after"></label></p></main></body></html>',
            "utf-8",
            newline="\n",
        )
        return f"http://127.0.0.1:{self._server.server_port}/{name}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def value(page: Any) -> str:
    return str(page.input_value("textarea"))


def surface(page: Any) -> Any:
    return page.locator(".rich-text-surface")


def select(page: Any, words: str) -> None:
    assert page.evaluate("words => document.querySelector('rich-text').revealText(words)", words)


def caret_to_end(page: Any) -> None:
    surface(page).focus()
    page.keyboard.press("Control+End")
    page.evaluate("() => new Promise(requestAnimationFrame)")  # the caret arrives with an event of its own


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
