import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import { type FunctionsOptions, startFunctions } from '../gateway.ts'

export const jwtSecret = 'a secret of at least thirty-two letters'
// shared by all runs, so that nothing is compiled twice
const denoDir = fileURLToPath(new URL('../../../../.cache/deno', import.meta.url))

/** A JWT as Auth would make it; `secret` and `expires` make a forged and an old one. */
export const tokenOf = (role: string, { secret = jwtSecret, expires = '1h' } = {}) =>
  new SignJWT({ role })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret))

/** Functions given as source by path, such as `hello/index.ts`, served on a port of their own. Returns its closing. */
export async function serveFunctions(files: Record<string, string>, options: Partial<FunctionsOptions> = {}) {
  const root = path.join(mkdtempSync(path.join(tmpdir(), 'orderline-functions-')), 'functions')
  const write = (file: string, source: string) => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), source)
  }
  for (const [file, source] of Object.entries(files)) write(file, source)

  const lines: string[] = []
  const open = Object.keys(files).map((file) => [path.dirname(file), { verifyJwt: false }] as const)
  const functions = await startFunctions({
    root,
    env: {},
    settings: Object.fromEntries(open),
    jwtSecret,
    denoDir,
    log: (line) => lines.push(line),
    ...options,
  })
  const server = createServer(functions.handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/functions/v1`

  return {
    ...functions,
    root,
    url,
    lines,
    write,
    call: (name: string, init?: RequestInit) => fetch(`${url}/${name}`, init),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await functions.stop()
      rmSync(path.dirname(root), { recursive: true, force: true })
    },
  }
}

/** The code of a refusal: `{ code, message }`. */
export async function codeOf(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json()
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : body
}

export const answering = (text: string) => `Deno.serve(() => new Response(${JSON.stringify(text)}))`

/** Waits until something holds; fails after `limitMs`. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 5000): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`Not within ${limitMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
