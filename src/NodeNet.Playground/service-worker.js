// Keeps the page's files, so that it opens without a network. Another version of the files is another cache.
const cache = 'nodenet-%VERSION%', files = ['./', 'index.html', 'page.css', 'page.js', 'nodenet.pack'];
addEventListener('install', event => event.waitUntil(caches.open(cache).then(kept => kept.addAll(files)).then(() => skipWaiting())));
addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith('nodenet-') && name !== cache) await caches.delete(name);
  await clients.claim();
})()));
addEventListener('fetch', event => {
  if (event.request.method === 'GET' && new URL(event.request.url).origin === location.origin)
    event.respondWith(caches.open(cache).then(kept => kept.match(event.request, { ignoreSearch: true })).then(found => found ?? fetch(event.request)));
});
