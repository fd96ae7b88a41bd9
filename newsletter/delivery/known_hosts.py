"""Which SSH servers are trusted: those in ``~/.ssh/known_hosts``, as the ssh command keeps them.

fsspec trusts any server that it meets for the first time, and paramiko alone looks into no file.
"""

from __future__ import annotations

from pathlib import Path

from paramiko import HostKeys, MissingHostKeyPolicy, PKey, SSHClient, SSHException


class KnownHosts(MissingHostKeyPolicy):  # type: ignore[misc]  # the library is not typed
    """Refuses a server whose key is not in that file."""

    def missing_host_key(self, client: SSHClient, hostname: str, key: PKey) -> None:
        """Raises SSHException where the key is not known.  ``hostname`` is ``[host]:port`` beside port 22."""
        file = Path.home() / ".ssh" / "known_hosts"
        if not file.is_file() or not HostKeys(str(file)).check(hostname, key):
            raise SSHException(
                f"{hostname} is not among the servers that this computer knows; connect to it once with ssh"
            )
