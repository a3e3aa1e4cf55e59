// What the keyboard and the search can do beyond plain HTML. Every page works without this file.
(() => {
  'use strict';
  const one = (css, in_ = document) => in_.querySelector(css);
  const all = (css, in_ = document) => [...in_.querySelectorAll(css)];
  const KEPT = 'bellwether-single-keys';

  const isOff = () => {
    try { return localStorage.getItem(KEPT) === 'off'; } catch { return false; }
  };
  const types = (el) => el.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');

  // Dialogs: the browser keeps the focus in them, gives it back, and closes them on Escape.
  const open = (id) => {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open || one('dialog[open]')) return;
    dialog.showModal();
    one('input[type=search]', dialog)?.select();
  };

  // Lists: the link that names a row takes the focus.
  const LINKS = 'main tbody th a[href], main .list h3 a[href], main .tiles a[href], main .list .strong[href]';
  const step = (by) => {
    const links = all(LINKS).filter((a) => a.offsetParent !== null);
    if (!links.length) return;
    const row = document.activeElement.closest('tr, li');
    const here = links.findIndex((a) => a === document.activeElement || (row && row.contains(a)));
    const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
    links[Math.min(links.length - 1, Math.max(0, next))].focus();
  };
  const choose = () => {
    const box = one('input[type=checkbox]', document.activeElement.closest('tr, li') ?? document.createElement('i'));
    box?.click();
  };

  let going = 0;
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      open('palette');
      return;
    }
    const dialog = one('dialog[open]');
    if (dialog && event.key === 'Escape') {
      // A search field would take the first Escape for itself.
      event.preventDefault();
      dialog.close();
      return;
    }
    if (dialog?.id === 'palette' && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      const stops = [one('input', dialog), ...all('a[href]', dialog)];
      const at = stops.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      event.preventDefault();
      stops[(at + stops.length) % stops.length].focus();
      return;
    }
    if (dialog || isOff() || event.ctrlKey || event.metaKey || event.altKey || types(event.target)) return;
    if (going && Date.now() - going < 1500) {
      going = 0;
      const to = one(`[data-go="g ${CSS.escape(event.key)}"]`);
      if (to) {
        event.preventDefault();
        location.assign(to.dataset.to);
      }
      return;
    }
    going = 0;
    switch (event.key) {
      case 'g': going = Date.now(); break;
      case 'j': step(1); break;
      case 'k': step(-1); break;
      case 'x': choose(); break;
      case '/': open('palette'); break;
      case '?': open('keys'); break;
      default: return;
    }
    event.preventDefault();
  });

  document.addEventListener('click', (event) => {
    const opener = event.target.closest('[data-opens]');
    if (opener && document.getElementById(opener.dataset.opens)) {
      event.preventDefault();
      open(opener.dataset.opens);
    }
    if (event.target.tagName === 'DIALOG') event.target.close();
  });

  // What is drawn anew leaves the focus on the thing that had it.
  const leads = (el) => el.getAttribute('href') ?? el.closest('form')?.getAttribute('action') ?? el.id;
  const alike = (to, in_) => all('a[href], button, input, select, textarea, summary', in_).filter((el) => leads(el) === to);
  let held;
  document.addEventListener('htmx:beforeSwap', ({ detail: { target } }) => {
    const el = document.activeElement;
    const to = target.contains(el) && leads(el);
    held = to ? { to, at: alike(to, target).indexOf(el), id: target.id } : undefined;
  });
  document.addEventListener('htmx:afterSettle', () => {
    const drawn = held && document.getElementById(held.id);
    if (drawn && document.activeElement === document.body) {
      const now = alike(held.to, drawn);
      now[Math.min(held.at, now.length - 1)]?.focus({ preventScroll: true });
    }
    held = undefined;
  });

  // A box that ticks all boxes of its form; and how many are ticked.
  const count = (form) => {
    const boxes = all('input[name=check], input[name=provider]', form);
    const ticked = boxes.filter((box) => box.checked).length;
    all('[data-chosen]', form).forEach((el) => { el.textContent = ticked ? ` (${ticked})` : ''; });
    all('[data-all]', form).forEach((box) => {
      box.checked = ticked > 0 && ticked === boxes.length;
      box.indeterminate = ticked > 0 && ticked < boxes.length;
    });
  };
  document.addEventListener('change', (event) => {
    if (event.target.matches('[data-single-keys]')) {
      try { localStorage.setItem(KEPT, event.target.checked ? 'on' : 'off'); } catch { /* not kept */ }
    }
    const form = event.target.closest('form');
    if (!form) return;
    if (event.target.matches('[data-all]')) {
      all('input[name=check], input[name=provider]', form).forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches('[type=checkbox]')) count(form);
  });
  document.addEventListener('DOMContentLoaded', () => {
    // On a phone the navigation is one line that scrolls: the entry of this page is in sight.
    const here = one('.side nav a[aria-current=page]');
    const line = here?.closest('nav');
    if (line) line.scrollLeft = here.offsetLeft - (line.clientWidth - here.offsetWidth) / 2;
    all('[data-js]').forEach((el) => { el.hidden = false; });
    all('[data-single-keys]').forEach((box) => { box.checked = !isOff(); });
    all('form').forEach(count);
  });

  // This browser as a contact method: it subscribes to the instance's key, and a code proves it.
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    return Uint8Array.from(plain, (c) => c.charCodeAt(0));
  };
  const push = one('form[data-push-key]');
  if (push && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) {
    const says = one('[data-push-says]', push);
    push.hidden = false;
    push.addEventListener('submit', async (event) => {
      if (push.elements.address.value) return;
      event.preventDefault();
      try {
        if (await Notification.requestPermission() !== 'granted') {
          says.textContent = 'The browser does not allow notifications from here. Allow them in its settings.';
          return;
        }
        await navigator.serviceWorker.register('/console/push-worker.js', { scope: '/console/' });
        const worker = await navigator.serviceWorker.ready;
        const subscription = await worker.pushManager.subscribe({
          userVisibleOnly: true,
          applicationServerKey: bytes(push.dataset.pushKey),
        });
        const { endpoint, keys } = subscription.toJSON();
        push.elements.address.value = JSON.stringify({ endpoint, keys });
        push.submit();
      } catch (error) {
        says.textContent = `The browser could not subscribe: ${error.message}`;
      }
    });
  }
})();
