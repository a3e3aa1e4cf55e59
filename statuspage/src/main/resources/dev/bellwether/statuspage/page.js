for (const t of document.querySelectorAll("time[datetime*=T]")) {
t.title = t.textContent;
t.textContent = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? [] : document.documentElement.lang, {year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short"}).format(new Date(t.dateTime));
}
for (const z of document.querySelectorAll(".zone")) z.hidden = true;
