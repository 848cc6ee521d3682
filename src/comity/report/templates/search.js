(() => {
  const { names, pairs } = SITE;
  const form = document.getElementById("find"), found = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const ids = new Map();
  for (const [id, name] of Object.entries(names)) { ids.set(plain(name), id); ids.set(id.toLowerCase(), id); }
  const find = (text) => {
    const wanted = plain(text);
    if (!wanted) return null;
    if (ids.has(wanted)) return ids.get(wanted);
    const near = [...ids.keys()].filter((name) => name.startsWith(wanted));
    return near.length === 1 ? ids.get(near[0]) : null;
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const one = find(form.one.value), two = find(form.two.value);
    if (!one || (form.two.value.trim() && !two)) { found.textContent = "No such state here."; return; }
    if (!two || one === two) { location.href = `country/${one}.html`; return; }
    const [a, b] = [one, two].sort();
    if (!pairs.includes(`${a}-${b}`)) { found.textContent = `${names[a]} and ${names[b]} are not on this site.`; return; }
    location.href = `pair/${a}/${a}-${b}.html`;
  });
})();
