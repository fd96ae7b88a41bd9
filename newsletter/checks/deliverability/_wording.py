"""How emails name the way out, in words and in addresses."""

from __future__ import annotations

import re

UNSUBSCRIBE = re.compile(
    r"un-?subscri|\bunsub\b|opt[\s_-]{0,3}out|remove_web|\[\[remove\]\]|"
    r"(?:manage|change|update|email|subscription|communication)[\s_-]{1,3}(?:your[\s_-]{1,3})?(?:email[\s_-]{1,3})?"
    r"(?:preferences|settings|subscriptions?)|"
    r"(?:stop|no longer (?:wish|want) to) receiv|leave (?:this|our|the) (?:mailing )?list|"
    r"darse de baja|cancelar (?:la |su |tu )?suscripci|d[ée]sabonner|d[ée]sinscri|abbestellen|abmelden",
    re.IGNORECASE,
)
"""Words or parts of an address by which a reader can leave."""
