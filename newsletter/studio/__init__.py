"""The newsletter in a browser, on this computer only: today a preview, later the place where issues are edited."""
