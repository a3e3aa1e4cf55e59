// Shows a notification that this instance sent. Its button presses the button of the page behind it;
// pressing the notification itself opens that page and takes nothing on.
'use strict';
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  let said;
  try { said = event.data.json(); } catch { said = { title: 'Bellwether', body: 'Open the console.' }; }
  const asks = Boolean(said.page && said.url);
  event.waitUntil(self.registration.showNotification(said.title || 'Bellwether', {
    body: said.body || '',
    tag: said.tag || undefined,
    renotify: Boolean(said.tag),
    requireInteraction: Boolean(said.page),
    actions: asks ? [{ action: 'take', title: 'I have it' }, { action: 'open', title: 'Open' }] : [],
    data: { url: said.url || '/console' },
  }));
});

// Fetches the page and sends its form, with the token against other sites' forms that stands in it;
// then tells what the page answered. Without an answer the page itself is opened.
const take = async (title, tag, url) => {
  const form = /name="csrf" value="([^"]*)"/.exec(await (await fetch(url)).text());
  const sent = await fetch(url, { method: 'POST', body: new URLSearchParams({ csrf: form[1] }) });
  const status = /<p role="status">(.*?)<\/p>/s.exec(await sent.text());
  const body = status[1].replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim();
  await self.registration.showNotification(title, { body, tag, data: { url } });
};

self.addEventListener('notificationclick', (event) => {
  const { title, tag, data } = event.notification;
  const url = new URL(data.url, self.location.origin).href;
  const open = () => self.clients.openWindow(url);
  event.notification.close();
  event.waitUntil(event.action === 'take' ? take(title, tag, url).catch(open) : open());
});
