import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run build` puts the pages beside the server's own code, which serves them. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // Browsers of 2024 and later choose between light and dark by themselves.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
    // Nothing is put into the page itself: the policy of its server lets no such thing run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': process.env['RINGLEDGER_URL'] ?? 'http://127.0.0.1:8080' } },
});
