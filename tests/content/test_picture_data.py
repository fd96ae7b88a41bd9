"""Hidden data leave a picture; what a viewer sees of it stays."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from newsletter.content.fixing import plan_fixes, write_changes
from newsletter.content.picture_data import without_hidden_data
from newsletter.model.errors import ContentError
from newsletter.model.finding import PictureFix

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SECRETS = (b"Secret camera", b"36.15 North", b"a comment", b"x:xmpmeta")


def picture() -> Image.Image:
    image = Image.effect_mandelbrot((64, 48), (-3, -2.5, 2, 2.5), 50)
    return Image.merge("RGB", (image, image.transpose(Image.Transpose.FLIP_LEFT_RIGHT), image))


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[0x010F] = "Secret camera"
    if orientation != 1:
        data[0x0112] = orientation
    data.get_ifd(0x8825)[0x001D] = "36.15 North"
    return data


def saved(form: str, orientation: int = 1, **more: Any) -> bytes:
    out = io.BytesIO()
    if form == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", "a comment")
        more["pnginfo"] = texts
    elif form == "GIF":
        more |= {"comment": b"a comment", "save_all": True, "append_images": [picture().rotate(90)], "loop": 3}
    else:
        more |= {"comment": b"a comment", "xmp": b"x:xmpmeta"}
    if form != "GIF":
        more |= {"exif": exif(orientation), "icc_profile": PROFILE}
    picture().save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize(
    ("form", "more"),
    [("JPEG", {}), ("JPEG", {"progressive": True}), ("JPEG", {"quality": 20}), ("PNG", {}), ("GIF", {})],
)
def test_only_what_cannot_be_seen_is_taken_out(form: str, more: dict[str, Any], orientation: int) -> None:
    before = saved(form, orientation, **more)
    assert any(secret in before for secret in SECRETS)
    after = without_hidden_data(before)
    assert not any(secret in after for secret in SECRETS)
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert (new.format, new.size, new.mode) == (form, old.size, old.mode)
        assert new.tobytes() == old.tobytes()
        assert new.info.get("icc_profile") == old.info.get("icc_profile")
        assert new.info.get("loop") == old.info.get("loop")
        assert getattr(new, "n_frames", 1) == getattr(old, "n_frames", 1)
        wanted = {0x0112: orientation} if form != "GIF" and orientation != 1 else {}
        assert dict(new.getexif()) == wanted
    assert without_hidden_data(after) == after


def test_what_hangs_on_behind_the_picture_goes(repository: Path) -> None:
    clean = without_hidden_data((repository / "issues/2026-12/images/garden.jpg").read_bytes())
    assert without_hidden_data(clean + b"a film of somebody") == clean


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"\xff\xd8\xff\xe1", b"no picture", saved("JPEG")[:900], saved("PNG")[:300], saved("GIF")[:200]],
)
def test_what_is_damaged_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ContentError, match="cannot be taken out"):
        without_hidden_data(data)


def test_the_fix_writes_the_file_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "issues/2026-12/images/a photo.jpg"
    path.parent.mkdir(parents=True)
    path.write_bytes(saved("JPEG", 6))
    plan = plan_fixes(tmp_path, [PictureFix("issues/2026-12/images/a photo.jpg")])
    assert "bytes of hidden data" in plan.changes[0].diff
    assert write_changes(plan.changes) == ()
    assert path.read_bytes() == without_hidden_data(saved("JPEG", 6))
    assert plan_fixes(tmp_path, [PictureFix("issues/2026-12/images/a photo.jpg")]).changes == ()
    assert [each.name for each in path.parent.iterdir()] == ["a photo.jpg"]


def test_a_damaged_picture_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(saved("JPEG")[:900])
    plan = plan_fixes(tmp_path, [PictureFix("a.jpg")])
    assert (plan.changes, [left.file for left in plan.left]) == ((), ["a.jpg"])
