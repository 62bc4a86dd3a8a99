import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

// headless-shell builds deny the notification permission, so only full browsers are looked for
const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const installed = () =>
  [process.env.CHROMIUM_PATH, ...usual, chromium.executablePath()].find(
    (path) => path !== undefined && existsSync(path),
  )

function attempt(command: string, args: string[]): void {
  try {
    execFileSync(command, args, {
      stdio: 'ignore',
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  } catch {
    // the next way is tried; what is missing in the end is said below
  }
}

/** The path of a Chromium that shows notifications: found, else installed by Playwright, else by apt as root on Debian. */
export function findChromium(): string {
  const found = installed()
  if (found) return found
  attempt('npx', ['playwright-core', 'install', '--no-shell', 'chromium'])
  if (!installed() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    attempt('apt-get', ['update'])
    attempt('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'])
  }
  const path = installed()
  if (!path) {
    throw new Error(
      'The browser tests need Chromium and could not install it. Install chromium or Google Chrome, or set CHROMIUM_PATH.',
    )
  }
  return path
}

/** A headless Chromium that asks nothing of the network but the page under test. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      // two cameras that show a moving picture, slowly; whether a page may use them, its permissions say
      '--use-fake-device-for-media-stream=device-count=2,fps=5',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
