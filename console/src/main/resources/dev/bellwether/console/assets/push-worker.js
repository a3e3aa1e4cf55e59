// Shows a notification that this instance sent, and opens its page when it is pressed.
'use strict';
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('push', (event) => {
  let said;
  try { said = event.data.json(); } catch { said = { title: 'Bellwether', body: 'Open the console.' }; }
  event.waitUntil(self.registration.showNotification(said.title || 'Bellwether', {
    body: said.body || '',
    tag: said.tag || undefined,
    renotify: Boolean(said.tag),
    requireInteraction: Boolean(said.page),
    data: { url: said.url || '/console' },
  }));
});

// Opening it takes nothing on: the page has one button for that.
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const url = new URL(event.notification.data.url, self.location.origin);
  event.waitUntil(self.clients.openWindow(url.href));
});
