import { createHash } from 'node:crypto'

/** The one style sheet of all pages: from 320 px up, light and dark, nothing loaded from elsewhere. */
export const style = `
:root{color-scheme:light dark;--ground:#eef1f6;--card:#fff;--ink:#17202e;--quiet:#566173;--line:#d8dee8;--field:#fff;
--accent:#1d5fd1;--accent-ink:#fff;--accent-strong:#174ea9;--soft:#f4f7fc;--alert:#a4161a;--alert-ground:#fdecec;--focus:#1d5fd1}
@media(prefers-color-scheme:dark){:root{--ground:#10141b;--card:#1a202b;--ink:#e9edf4;--quiet:#a7b2c4;--line:#333d4e;--field:#121822;
--accent:#7fb0ff;--accent-ink:#0b1526;--accent-strong:#a3c7ff;--soft:#212936;--alert:#ffb4ab;--alert-ground:#3b1b1b;--focus:#a3c7ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:1rem;padding:1rem;
background:var(--ground);color:var(--ink);line-height:1.5;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{width:100%;max-width:27rem;background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.75rem;
box-shadow:0 1px 2px rgba(16,24,40,.06),0 12px 32px -12px rgba(16,24,40,.18)}
.brand{display:flex;align-items:center;gap:.5rem;margin:0 0 1.25rem;color:var(--quiet);font-size:.875rem;font-weight:600}
.brand svg{width:1.25rem;height:1.25rem;color:var(--accent);flex:none}
h1{margin:0;font-size:1.5rem;line-height:1.25;letter-spacing:-.01em;overflow-wrap:anywhere}
p{margin:.5rem 0 0}
.lead,.quiet{color:var(--quiet);overflow-wrap:anywhere}
form{margin:1.5rem 0 0}
label{display:block;margin:1rem 0 .375rem;font-weight:600;font-size:.9375rem}
input[type=text],input[type=password]{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;
background:var(--field);border:1px solid var(--quiet);border-radius:.5rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
.actions form{margin:0;flex:1 1 7rem;display:flex}
button{flex:1 1 7rem;min-height:2.75rem;padding:.5rem 1rem;font:inherit;font-weight:600;border-radius:.5rem;cursor:pointer;
border:1px solid var(--quiet);background:transparent;color:var(--ink)}
button:hover{background:var(--soft)}
button.main{background:var(--accent);border-color:var(--accent);color:var(--accent-ink)}
button.main:hover{background:var(--accent-strong);border-color:var(--accent-strong)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.alert{margin:1rem 0 0;padding:.75rem 1rem;border-radius:.5rem;background:var(--alert-ground);color:var(--alert)}
.note{margin-top:1.5rem;padding:.875rem 1rem;border-radius:.75rem;background:var(--soft);font-size:.9375rem}
.note p{margin:0}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem .875rem;margin:.5rem 0 0}
dt{color:var(--quiet);grid-column:1}dd{grid-column:2;margin:0;overflow-wrap:anywhere}
.note dl:first-child{margin-top:0}.hint{margin-top:1.25rem}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
.person{display:flex;align-items:center;gap:.75rem;margin-top:1.25rem}
.person img{width:2.75rem;height:2.75rem;border-radius:50%;flex:none}
.person p{margin:0;word-break:keep-all}
.asked{list-style:none;margin:.5rem 0 0;padding:0;border:1px solid var(--line);border-radius:.75rem}
.asked li{padding:.75rem 1rem;overflow-wrap:anywhere}
.asked li+li{border-top:1px solid var(--line)}
.asked small{display:block;color:var(--quiet);font-size:.8125rem}
.section{margin-top:1.5rem;font-weight:600}
.wechat{--accent:#06753b;--accent-ink:#fff;--accent-strong:#045a2d}
.scan{display:block;width:min(100%,14rem);margin:1.25rem auto 0;border:1px solid var(--line);border-radius:.75rem}
.center{text-align:center}
@media(prefers-color-scheme:dark){.wechat{--accent:#5fd68f;--accent-ink:#06210f;--accent-strong:#86e3ab}}
@media(max-width:24rem){main{padding:1.25rem}dl{grid-template-columns:minmax(0,1fr)}dd{grid-column:1}}
footer{max-width:27rem;text-wrap:balance;text-align:center;color:var(--quiet);font-size:.8125rem}
`

/** The style as a CSP source (CSP level 3, hash-source). */
export const styleSource = `'sha256-${createHash('sha256').update(style).digest('base64')}'`
