import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './build/content-security-policy.ts'
import { fontPreload } from './build/font-preload.ts'
import { serviceWorker } from './build/service-worker.ts'
import { videoSdk } from './build/video-sdk.ts'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  root,
  plugins: [videoSdk(), react(), tailwindcss(), contentSecurityPolicy(), fontPreload(), serviceWorker(root)],
  build: {
    target: 'es2022',
    // fonts and icons stay files: a data: URL would have to be allowed by the content security policy
    assetsInlineLimit: 0,
    // the polyfill is an inline script for browsers older than the target
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // by itself the bundler cuts what the first pages share with others into forty files; two of them press better
        codeSplitting: {
          groups: [
            { name: 'base', test: /web\/src\/(main\.tsx|lib\/(online|title)\.ts)$/, priority: 3 },
            { name: 'first', test: /web\/src\/app\/(shell|orders-layout)\.tsx$/, priority: 2 },
            // a page with a dozen buttons and icons would else fetch them from as many files; what signing in needs stays apart
            {
              name: 'pieces',
              test: /web\/src\/ui\/(?!map|base-map|mover|motion|text-field|language-choice)|lucide-react\/dist\/esm\/icons\//,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: { strictPort: true },
})
