import { renameSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { answering, serveFunctions, until } from './scratch.ts'

/** Collects what functions say with fetch, which is how background work shows that it was done. */
async function listen() {
  const heard: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    heard,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const background = (url: string, word: string, ms: number) => `Deno.serve(() => {
  EdgeRuntime.waitUntil(new Promise((r) => setTimeout(r, ${ms})).then(() => fetch('${url}/${word}')))
  return new Response('${word}', { status: 202 })
})`

test('a developer sees a change within a second, also when the editor replaces the file', async () => {
  await using functions = await serveFunctions({ 'hello/index.ts': answering('one') }, { watch: true })
  expect(await (await functions.call('hello')).text()).toBe('one')
  const start = performance.now()
  functions.write('hello/index.ts~', answering('two'))
  renameSync(`${functions.root}/hello/index.ts~`, `${functions.root}/hello/index.ts`)
  await until(async () => (await (await functions.call('hello')).text()) === 'two', 1000)
  expect(performance.now() - start).toBeLessThan(1000)
})

test('a change in _shared reaches every function, one in a test reaches none', async () => {
  const uses = `import { word } from '../_shared/word.ts'; Deno.serve(() => new Response(word))`
  await using functions = await serveFunctions(
    { '_shared/word.ts': `export const word = 'one'`, 'a/index.ts': uses, 'b/index.ts': uses },
    { watch: true },
  )
  const words = async () => Promise.all(['a', 'b'].map(async (name) => (await functions.call(name)).text()))
  expect(await words()).toEqual(['one', 'one'])
  const before = functions.pids()
  functions.write('a/index.test.ts', '// nothing')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(functions.pids()).toEqual(before)
  functions.write('_shared/word.ts', `export const word = 'two'`)
  await until(async () => (await words()).join() === 'two,two', 2000)
})

test('work behind an answer is finished before a reload ends its process', async () => {
  await using ears = await listen()
  await using functions = await serveFunctions(
    { 'slow/index.ts': background(ears.url, 'old', 600) },
    { watch: true },
  )
  expect((await functions.call('slow')).status).toBe(202)
  functions.write('slow/index.ts', background(ears.url, 'new', 0))
  await until(async () => (await (await functions.call('slow')).text()) === 'new', 1000)
  await until(() => ears.heard.includes('/old'))
})

test('a call under way is answered by the code it was given to', async () => {
  const slow = (word: string) => `Deno.serve(async () => {
    await new Promise((r) => setTimeout(r, 400))
    return new Response('${word}')
  })`
  await using functions = await serveFunctions({ 'slow/index.ts': slow('old') }, { watch: true })
  expect(await (await functions.call('slow')).text()).toBe('old')
  const underWay = functions.call('slow')
  await new Promise((resolve) => setTimeout(resolve, 100))
  functions.write('slow/index.ts', answering('new'))
  expect(await (await underWay).text()).toBe('old')
  await until(async () => (await (await functions.call('slow')).text()) === 'new', 1000)
})

test('a stop waits for work behind an answer, but not for ever', async () => {
  await using ears = await listen()
  const files = {
    'short/index.ts': background(ears.url, 'short', 400),
    'long/index.ts': background(ears.url, 'long', 60_000),
  }
  await using functions = await serveFunctions(files, { limits: { stopDrainMs: 1000 } })
  await Promise.all([functions.call('short'), functions.call('long')])
  const start = performance.now()
  await functions.stop()
  expect(performance.now() - start).toBeLessThan(2500)
  expect(ears.heard).toEqual(['/short'])
  expect((await functions.call('short')).status).toBe(503)
  expect(functions.pids()).toEqual({})
})
