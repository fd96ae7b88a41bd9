"""Pictures of an issue: taken in, and shown in a form."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from newsletter.content.adding_pictures import FOLDER, MOST_BYTES, add_picture
from newsletter.content.pictures import read_picture
from newsletter.model.errors import ContentError, ProjectError
from newsletter.model.place import Place
from newsletter.studio.page import PAGES
from newsletter.studio.preview_app import picture_type
from newsletter.studio.studio import Studio, body_of

_OPENER = "heic.js"
"""The worker that opens photos of iPhones."""
_OPENER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


class PicturePages:
    """``/issues/<name>/pictures``."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route("/issues/{name}/pictures", self.add, methods=["POST"]),
            Route("/issues/{name}/pictures/{picture}", self.show, methods=["GET"]),
            Route(f"/static/built/{_OPENER}", self.opener, methods=["GET"]),
        ]

    async def add(self, request: Request) -> Response:
        """POST: the bytes of a picture, with its own name as ``name``; the answer is the file that was made of it."""
        data = await body_of(request, MOST_BYTES)
        name = request.query_params.get("name", "picture")
        added = await run_in_threadpool(add_picture, self._studio.project, request.path_params["name"], name, data)
        self._studio.saved()
        said = " ".join(["The picture is in the issue.", *added.done, "Now describe it for readers who cannot see it."])
        return JSONResponse({"file": added.file, "width": added.width, "height": added.height, "said": said})

    def opener(self, _request: Request) -> Response:
        """A script that runs apart from all pages, with a policy of its own: nothing else may run WebAssembly."""
        script = PAGES / "static" / "built" / _OPENER
        if not script.is_file():
            raise HTTPException(404, "The scripts of the studio have not been built.")
        return FileResponse(script, media_type="text/javascript", headers={"content-security-policy": _OPENER_POLICY})

    def show(self, request: Request) -> Response:
        """One picture from the issue's folder of pictures."""
        try:
            folder = self._studio.project.issue_folder(request.path_params["name"])
            picture = read_picture(folder, f"{FOLDER}/{request.path_params['picture']}", Place(""))
            content = picture.path.read_bytes()
        except (ProjectError, ContentError, OSError):
            raise HTTPException(404, "There is no such picture.") from None
        return Response(content, media_type=picture_type(content))
