"""Pages of MJML for the tests of the validator and its tables."""

from __future__ import annotations

from mjml import mjml2html

from newsletter.rendering.mjml_validator import MjmlProblem

GOOD_PAGE = """<mjml lang="en" data-src="layout.mjml.j2:1">
  <mj-head>
    <mj-title>December 2026 &amp; more</mj-title>
    <mj-breakpoint width="480px" />
    <mj-attributes>
      <mj-all font-family="Georgia, 'Times New Roman', serif" />
      <mj-text line-height="1.5" padding="0px 25px" />
      <mj-image padding="0px" />
      <mj-class name="quiet" color="#595959" />
    </mj-attributes>
    <mj-style>.a > .b { color: red } @media (max-width: 480px) { .c { width: 100% !important } }</mj-style>
    <mj-raw><meta name="color-scheme" content="light dark"></mj-raw>
  </mj-head>
  <mj-body width="600px" background-color="#fff">
    <!-- the head of the page -->
    <mj-raw><!--[if mso]><v:rect style="width:1px"></v:rect><![endif]--></mj-raw>
    <mj-wrapper full-width="full-width" data-src="sections/letter.mjml.j2:3">
      <mj-section css-class="letter" padding="0px 10px 20.5px" data-src='sections/letter.mjml.j2:4'>
        <mj-group>
          <mj-column width="50%"><mj-text mj-class="quiet"><p>a <b>b</b><br>c &amp; d &nbsp; e</p></mj-text></mj-column>
          <mj-column width="50%"><mj-image src="a.png" alt="" /></mj-column>
        </mj-group>
      </mj-section>
      <mj-section><mj-column>
        <mj-image src="b.png" alt='a "b"'></mj-image>
        <mj-button href="@@web_version_url@@" border="1px solid #ccc" border-radius="3px">Read <i>on</i></mj-button>
        <mj-divider border-width="1px" /><mj-spacer height="20px"></mj-spacer>
        <mj-table cellpadding="4"><tr><td style="a:b">x</td></tr></mj-table>
        <mj-social mode="horizontal"><mj-social-element name="facebook" href="f">F</mj-social-element></mj-social>
        <mj-navbar hamburger="hamburger">
          <mj-navbar-link href="x">x</mj-navbar-link>

          <mj-navbar-link href="y">y</mj-navbar-link>
        </mj-navbar>
        <mj-accordion>
          <mj-accordion-element>
            <mj-accordion-title>Why</mj-accordion-title>
            <mj-accordion-text>Because <b>of</b> it</mj-accordion-text>
          </mj-accordion-element>
        </mj-accordion>
      </mj-column></mj-section>
    </mj-wrapper>
    <mj-hero height="200px" background-url="h.png"><mj-text>x</mj-text></mj-hero>
  </mj-body>
</mjml>
""".replace("""alt='a "b"'""", 'alt="a &quot;b&quot;"')


def page(body: str, head: str = "") -> str:
    return f"<mjml><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>"


def column(inner: str, head: str = "") -> str:
    return page(f"<mj-section><mj-column>{inner}</mj-column></mj-section>", head)


def text(attributes: str = "", inner: str = "x") -> str:
    return column(f"<mj-text {attributes}>{inner}</mj-text>")


def is_refused(mjml: str) -> bool:
    try:
        mjml2html(mjml)
    except ValueError:
        return True
    except BaseException as error:  # pyo3's PanicException
        if type(error).__name__ != "PanicException":
            raise
        return True
    return False


def words(problems: tuple[MjmlProblem, ...]) -> str:
    return "\n".join(f"{each.message} -> {each.remedy}" for each in problems)
