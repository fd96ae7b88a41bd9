"""Model to Email: compose, Jinja2, MJML, inlined styles, plain text."""
