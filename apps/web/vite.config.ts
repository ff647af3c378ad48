import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'

const root = join(import.meta.dirname, '../..')

/** Where `npm run dev` has the API; the web app calls it on its own origin. */
const api = process.env.WEB_API_URL ?? 'http://127.0.0.1:4001'
const forward = { target: api, changeOrigin: false, ws: true }

export default defineConfig({
  root: import.meta.dirname,
  publicDir: 'public',
  cacheDir: join(root, 'node_modules', '.cache', 'vite'),
  plugins: [react(), preloadFont()],
  // Packages of the project are taken from their sources.
  resolve: { conditions: ['chatsvg-source', ...defaultClientConditions] },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    // What is inlined is sent again with every change of what holds it, and the policy of the page would have
    // to allow it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': forward, '/socket.io': forward, '/dev/mail': forward } },
})

/**
 * The font of every first line, so that it is under way before the style sheet has been read. In a page of
 * HTML, Vite takes no package's name for a file.
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
