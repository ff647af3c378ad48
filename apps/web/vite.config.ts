import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const root = join(import.meta.dirname, '../..')

/** The API of `npm run dev`; the web app calls it on its own origin. */
const api = process.env.WEB_API_URL ?? 'http://127.0.0.1:4001'
const forward = { target: api, changeOrigin: false, ws: true }

export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  cacheDir: join(root, 'node_modules', '.cache', 'vite'),
  plugins: [react(), preloadFont()],
  // Packages of the project are resolved to their sources.
  resolve: { conditions: ['chatsvg-source', ...defaultClientConditions] },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    // Inlined files would be sent again with every change of their file, and the Content-Security-Policy
    // would have to allow them.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': forward, '/socket.io': forward, '/dev/mail': forward } },
})

/**
 * Preloads the font of the first line before the style sheet is parsed. In an HTML page, Vite does not
 * resolve names of packages.
 */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const font = Object.keys(bundle).find((name) => /bricolage-grotesque-latin-wght.*\.woff2$/.test(name))
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${font}` }
        return font ? [{ tag: 'link', attrs, injectTo: 'head' }] : []
      },
    },
  }
}
