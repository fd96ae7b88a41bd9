"""The studio as an ASGI application: one module a page."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from newsletter.content.recovery import Recovery, recovery_folder
from newsletter.studio.after_sending import AfterSendingPages
from newsletter.studio.backup_pages import BackupPages
from newsletter.studio.guard import Guard
from newsletter.studio.hand_off import HandOffPages
from newsletter.studio.home import HomePages
from newsletter.studio.issue_page import IssuePages
from newsletter.studio.live_issues import LiveIssues
from newsletter.studio.live_updates import LiveUpdates
from newsletter.studio.page import EXPLAINED
from newsletter.studio.pictures import PicturePages
from newsletter.studio.preview_app import EmailRoutes
from newsletter.studio.preview_pane import PreviewPane
from newsletter.studio.standing_information import StandingPages
from newsletter.studio.studio import Studio


def studio_app(issues: LiveIssues, updates: LiveUpdates, recovery: Recovery | None = None) -> Guard:
    """Every page of the studio behind its guard.  ``recovery`` is that of this computer unless another is given."""
    studio = Studio(issues, updates, recovery or Recovery(issues.project, recovery_folder()))
    routes: list[BaseRoute] = [
        *HomePages(studio).routes(),
        *PicturePages(studio).routes(),
        *IssuePages(studio).routes(),
        *HandOffPages(studio).routes(),
        *AfterSendingPages(studio).routes(),
        *BackupPages(studio).routes(),
        *PreviewPane(studio).routes(),
        *StandingPages(studio).routes(),
        *EmailRoutes(issues, updates).routes(),
    ]
    return Guard(Starlette(routes=routes, exception_handlers=EXPLAINED))
