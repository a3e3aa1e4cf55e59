(() => {
const me = document.currentScript;
const base = new URL("./", me.src);
const top = me.dataset.position === "top";
const every = Math.max(30, Number(me.dataset.seconds) || 60) * 1000;
const tones = {minor: "#8f6400", major: "#a84c06", critical: "#b32424", maintenance: "#245f9f", none: "#3b4252"};
const style = ":host{all:initial}section{font:15px/1.45 system-ui,sans-serif;color:#fff;background:var(--t);padding:12px 16px;display:flex;gap:14px;align-items:flex-start;justify-content:space-between;z-index:2147483000;" + (top ? "position:sticky;top:0" : "position:fixed;right:16px;bottom:16px;max-width:min(380px,calc(100vw - 64px));border-radius:10px;box-shadow:0 4px 24px rgb(0 0 0/.25)") + "}a{color:#fff;font-weight:600}p{margin:0}p+p{margin-top:6px}button{font:inherit;color:#fff;background:none;border:1px solid #fff;border-radius:6px;padding:1px 9px;cursor:pointer}a:focus-visible,button:focus-visible{outline:2px solid #fff;outline-offset:2px}";
const kept = "bellwether-closed:" + base.href;
let host;
const closed = () => { try { return sessionStorage.getItem(kept); } catch { return null; } };
const close = (what) => { try { sessionStorage.setItem(kept, what); } catch { } host.remove(); };
function show(data) {
const what = data.notices.map(n => n.id + n.stage).join();
if (host) host.remove();
if (!what || closed() === what) return;
host = document.createElement("div");
host.lang = data.language;
const root = host.attachShadow({mode: "open"});
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
root.adoptedStyleSheets = [sheet];
const box = document.createElement("section");
box.setAttribute("role", "status");
box.setAttribute("aria-label", data.page);
box.style.setProperty("--t", tones[data.notices[0].impact] || tones.none);
const text = document.createElement("div");
for (const n of data.notices) {
const p = document.createElement("p");
const a = document.createElement("a");
a.href = n.url;
a.target = "_blank";
a.rel = "noopener";
a.textContent = n.name;
p.append(a, " " + n.stage);
text.append(p);
}
const x = document.createElement("button");
x.type = "button";
x.textContent = "\u00d7";
x.setAttribute("aria-label", data.close);
x.onclick = () => close(what);
box.append(text, x);
root.append(box);
top ? document.body.prepend(host) : document.body.append(host);
}
async function look() {
try {
const answer = await fetch(new URL("embed.json", base), {credentials: "omit"});
if (answer.ok) show(await answer.json());
} catch { }
}
const start = () => { look(); setInterval(() => document.hidden || look(), every); };
document.body ? start() : addEventListener("DOMContentLoaded", start);
})();
