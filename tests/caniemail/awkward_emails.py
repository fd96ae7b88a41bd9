"""Emails that are written as nobody should: what npm caniemail and our own check are compared on."""

_HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>'

EMAILS = {
    "columns": f"""{_HEAD}<style>.row{{display:flex;flex-wrap:wrap;gap:8px;justify-content:center}}
@media (max-width:600px){{.row{{flex-direction:column}}}}</style></head><body><div class="row"><div>a</div><div>b</div>
</div><div style="display:grid;grid-template-columns:1fr 1fr"><p>c</p></div>""",
    "conditional": f"""{_HEAD}</head><body><!--[if mso]><table style="position:absolute"><tr><td><![endif]-->
<div style="max-width:300px;display:inline-block">a</div><!--[if mso]></td></tr></table><![endif]-->""",
    "functions": f"""{_HEAD}<style>p{{width:calc(100% - 20px);font-size:clamp(12px,2vw,18px);color:rgba(0,0,0,.8)}}
h1{{color:var(--ink);background:linear-gradient(#fff,#eee)}}</style></head><body style="height:min(1px,2px)"><p>x</p>
<p style="color:oklch(0.5 0.1 20)">y</p>""",
    "pseudo": f"""{_HEAD}<style>a:hover,a:focus{{color:red}}p::before{{content:"> "}}li:nth-child(2n+1)>b{{color:red}}
input:checked~div{{display:block}}p:not(.x,.y){{color:red}}:is(h1,h2) + p{{margin:0}}</style></head><body>""",
    "at-rules": f"""{_HEAD}<style>@import url("x.css");@font-face{{font-family:x;src:url(x.woff2)}}
@keyframes in{{from{{opacity:0;transform:scale(2)}}to{{opacity:1}}}}@supports (display:grid){{.a{{position:sticky}}}}
@media screen and (orientation:landscape){{@media (hover:hover){{.a{{float:left}}}}}}</style>""",
    "form": f"""{_HEAD}</head><body><form action="x">
<input type="text" required><input type="checkbox"><select>
<option>a</select><textarea></textarea><button type="submit">Go</button></form>""",
    "media": f"""{_HEAD}</head><body><video src="a.mp4" poster="a.jpg"></video>
<audio src="a.mp3"></audio><svg width="10">
<image href="a.png"/></svg><object data="a.pdf"></object><marquee>x</marquee>
<progress value="1"></progress>""",
    "pictures": f"""{_HEAD}</head><body><picture><source srcset="a.avif, b.webp 2x" type="image/avif">
<img src="a.jpg"
srcset="b.jpg 2x" sizes="10px" loading="lazy" alt=""></picture><img src="data:image/png;base64,AA==" alt="">
<img src="c.svg"
alt=""><td background="d.bmp" style="background-image:url('e.tiff?x=1.png')"></td>""",
    "quotes": f"""{_HEAD}<style>p{{font-family:"display:grid 10vw calc(";content:'rgba('}}
.a[title="x > y, z + w"]{{color:red}}</style></head><body title="<video style='float:left'>"><p>&lt;form&gt;</p>""",
    "comments": f"""{_HEAD}<style>/* .a{{display:flex}} */p{{color:/* rgba(0,0,0,.1) */red}}</style></head><body>
<!-- <video></video> --><p style="/* float:left */color:red">x</p>""",
    "letters": """<!DOCTYPE HTML><HTML LANG=EN><HEAD><TITLE>x</TITLE><STYLE>P{DISPLAY:FLEX;COLOR:RGBA(0,0,0,.5)}
A:HOVER{Color:Red}</STYLE></HEAD><BODY BGCOLOR=white><DIV STYLE="POSITION:Absolute;WIDTH:10VW">x</DIV></BODY></HTML>""",
    "logical": f"""{_HEAD}</head><body><p style="margin-inline:auto;padding-block-start:4px;inset-inline-start:0;
border-inline-start:1px solid;border-block-color:red;border-start-start-radius:2px;
inline-size:10ch">x</p>""",
    "links": f"""{_HEAD}<base href="https://example.org/"><link rel="stylesheet" href="x.css"></head><body>
<a name="top"></a>
<a href="#top">Up</a><a href="mailto:a@example.org" target="_blank">Mail</a>
<map name="m"><area href="x"></map>""",
    "unclosed": f"""{_HEAD}<style>p{{color:red</style></head><body><div style="float:left;"><p><b hidden>x""",
    "nested": f"""{_HEAD}<style>.a{{color:red;&:hover{{color:blue}} .b{{float:left}}}}</style></head><body dir="rtl">
<section aria-live="polite" aria-describedby="x"><h2>x</h2></section>""",
    "old": """<html><head><meta name="color-scheme" content="light dark"></head><body background="a.gif"><center><font
color=red>x</font></center><table align=left cellpadding=0 cellspacing=0 width=100 height=9><tr><td valign=top><strike>x
</strike></td></tr></table><acronym>x</acronym>""",
}
