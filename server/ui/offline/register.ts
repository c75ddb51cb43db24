/** Starts the service worker where there is one: not in development, and only in a secure context. */
export function keepScreensOffline(): void {
  if (__BUILD__ === 'development' || !('serviceWorker' in navigator)) return;
  void navigator.serviceWorker.register('/worker.js').catch(() => {
    // Without it the screens work as long as the network does.
  });
}
