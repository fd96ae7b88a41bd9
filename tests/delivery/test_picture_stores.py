"""Pictures into S3 and over SFTP: a real server of each on this computer, and its library's own credentials."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import asyncssh
import boto3
import pytest
from moto.server import ThreadedMotoServer

from newsletter.delivery.picture_store import PictureStore
from newsletter.model.errors import DeliveryError

GARDEN = Path(__file__).parents[2] / "issues/2026-12/images/garden.jpg"
DIGEST = sha256(GARDEN.read_bytes()).hexdigest()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, in which nobody has an account anywhere."""
    folder = tmp_path / "home"
    (folder / ".ssh").mkdir(parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    for name in ("SSH_AUTH_SOCK", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return folder


def goes_there_and_away_again(store: PictureStore) -> None:
    assert store.sha256("garden.jpg") is None
    store.put(GARDEN, "garden.jpg", "image/jpeg")
    assert store.sha256("garden.jpg") == DIGEST
    store.remove("garden.jpg")
    assert store.sha256("garden.jpg") is None
    store.remove("garden.jpg")


@pytest.fixture
def bucket(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The bucket ``pictures``, and an account for it."""
    server = ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "someone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "top-secret")
    client = boto3.client("s3")
    client.create_bucket(Bucket="pictures")
    yield client
    client.close()
    server.stop()


def test_s3(bucket: object, tmp_path: Path) -> None:
    with PictureStore("s3://pictures/lms/2027", tmp_path) as store:
        goes_there_and_away_again(store)


def test_s3_says_what_it_is_and_that_it_may_be_kept(bucket, tmp_path: Path) -> None:
    PictureStore("s3://pictures/lms/", tmp_path).put(GARDEN, "garden.jpg", "image/jpeg")
    there = bucket.head_object(Bucket="pictures", Key="lms/garden.jpg")
    assert there["ContentType"] == "image/jpeg"
    assert there["CacheControl"] == "public, max-age=31536000, immutable"
    assert there["ContentLength"] == GARDEN.stat().st_size


def test_a_bucket_that_does_not_exist_is_not_made(bucket, tmp_path: Path) -> None:
    store = PictureStore("s3://pictuers", tmp_path)
    with pytest.raises(DeliveryError, match=r"We could not write to s3://pictuers: .*bucket"):
        store.put(GARDEN, "garden.jpg", "image/jpeg")
    assert [each["Name"] for each in bucket.list_buckets()["Buckets"]] == ["pictures"]


def test_s3_without_an_account(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"We could not write to s3://pictures: .*(redentials|denied)"):
        PictureStore("s3://pictures", tmp_path).put(GARDEN, "garden.jpg", "image/jpeg")


class SshServer:
    """An SFTP server in a thread of its own, whose files are below ``folder``."""

    def __init__(self, folder: Path, users_key: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.key = asyncssh.generate_private_key("ssh-ed25519")

        connections = self._connections = []

        class Server(asyncssh.SSHServer):
            def connection_made(self, connection: asyncssh.SSHServerConnection) -> None:
                connections.append(connection)

        async def listen() -> asyncssh.SSHAcceptor:
            return await asyncssh.listen(
                "127.0.0.1",
                0,
                server_factory=Server,
                server_host_keys=[self.key],
                authorized_client_keys=str(users_key),
                sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(folder).encode()),
            )

        self._server = asyncio.run_coroutine_threadsafe(listen(), self._loop).result()
        self.port = self._server.get_port()

    def stop(self) -> None:
        async def close() -> None:
            for connection in self._connections:
                connection.abort()
                await connection.wait_closed()
            self._server.close()
            await self._server.wait_closed()

        asyncio.run_coroutine_threadsafe(close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture
def ssh(home: Path, tmp_path: Path) -> Iterator[SshServer]:
    """A server that knows this computer's key; this computer does not know the server's yet."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    key.write_private_key(str(home / ".ssh/id_ed25519"))
    key.write_public_key(str(tmp_path / "authorized_keys"))
    (tmp_path / "served").mkdir()
    server = SshServer(tmp_path / "served", tmp_path / "authorized_keys")
    yield server
    server.stop()


def known(home: Path, ssh: SshServer) -> None:
    public = ssh.key.export_public_key().decode()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{ssh.port} {public}", encoding="utf-8")


def test_sftp(ssh: SshServer, home: Path, tmp_path: Path) -> None:
    known(home, ssh)
    with PictureStore(f"sftp://ann@127.0.0.1:{ssh.port}/lms/pictures", tmp_path) as store:
        goes_there_and_away_again(store)
        store.put(GARDEN, "garden.jpg", "image/jpeg")
    assert (tmp_path / "served/lms/pictures/garden.jpg").read_bytes() == GARDEN.read_bytes()


@pytest.mark.parametrize("other", [False, True])
def test_a_server_that_nobody_has_met_gets_nothing(ssh: SshServer, home: Path, tmp_path: Path, other: bool) -> None:
    if other:
        real, ssh.key = ssh.key, asyncssh.generate_private_key("ssh-ed25519")
        known(home, ssh)
        ssh.key = real
    with pytest.raises(DeliveryError, match=r"is not among the servers that this computer knows; connect to it once"):
        PictureStore(f"sftp://ann@127.0.0.1:{ssh.port}/lms", tmp_path)
    assert list((tmp_path / "served").iterdir()) == []


def test_a_server_that_does_not_let_us_in(ssh: SshServer, home: Path, tmp_path: Path) -> None:
    known(home, ssh)
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(str(home / ".ssh/id_ed25519"))
    with pytest.raises(DeliveryError, match=r"We could not open sftp://ann@127.0.0.1"):
        PictureStore(f"sftp://ann@127.0.0.1:{ssh.port}/lms", tmp_path)

