import { expect, test } from 'vitest'
import { answering, codeOf, serveFunctions, until } from './scratch.ts'

const moody = `Deno.serve(async (request) => {
  const { searchParams } = new URL(request.url)
  if (searchParams.has('loop')) for (;;) {}
  if (searchParams.has('exit')) Deno.exit(3)
  if (searchParams.has('throw')) throw new Error('secret cause')
  if (searchParams.has('reject')) Promise.reject(new Error('nobody listens'))
  if (searchParams.has('wait')) await new Promise(() => {})
  if (searchParams.has('memory')) { const kept = []; for (;;) kept.push(new Array(1e5).fill(Math.random())) }
  return new Response('fine')
})`
const limits = { stuckMs: 500, requestMs: 1500, bootMs: 3000 }
const expectFine = async (answer: Response) =>
  expect([answer.status, await answer.text()]).toEqual([200, 'fine'])

test('a function that cannot start answers 503, says why in the log, and starts once it is mended', async () => {
  await using functions = await serveFunctions({
    'broken/index.ts': `import './missing.ts'`,
    'hello/index.ts': answering('hi'),
  })
  const answer = await functions.call('broken')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({
    code: 'BOOT_ERROR',
    message: 'Function failed to start (please check logs)',
  })
  expect(functions.lines.join()).toMatch(/\[broken\].*missing\.ts/)
  expect((await functions.call('hello')).status).toBe(200)
  functions.write('broken/index.ts', answering('mended'))
  expect(await (await functions.call('broken')).text()).toBe('mended')
})

test('a function that throws or never serves while starting answers 503', async () => {
  const files = {
    'throws/index.ts': `throw new Error('no key')`,
    'silent/index.ts': 'export const nothing = 1',
  }
  await using functions = await serveFunctions(files, { limits: { bootMs: 800 } })
  const statuses = await Promise.all(
    ['throws', 'silent'].map(async (name) => (await functions.call(name)).status),
  )
  expect(statuses).toEqual([503, 503])
})

test('a function in an endless loop is killed, others do not notice, and its next call works', async () => {
  await using functions = await serveFunctions(
    { 'moody/index.ts': moody, 'other/index.ts': moody },
    { limits },
  )
  await expectFine(await functions.call('moody'))
  const looping = functions.call('moody?loop')
  await expectFine(await functions.call('other'))
  const answer = await looping
  expect([answer.status, await codeOf(answer)]).toEqual([546, 'WORKER_LIMIT'])
  await expectFine(await functions.call('moody'))
})

test('a function that never answers is cut off at the deadline, and its next call works', async () => {
  await using functions = await serveFunctions({ 'moody/index.ts': moody }, { limits })
  const answer = await functions.call('moody?wait')
  expect([answer.status, await codeOf(answer)]).toEqual([504, 'IDLE_TIMEOUT'])
  await expectFine(await functions.call('moody'))
})

test('a function that exits, or leaves a rejection to nobody, answers 500 and starts again', async () => {
  await using functions = await serveFunctions({ 'moody/index.ts': moody }, { limits })
  const answer = await functions.call('moody?exit')
  expect([answer.status, await codeOf(answer)]).toEqual([500, 'WORKER_ERROR'])
  await expectFine(await functions.call('moody'))
  await functions.call('moody?reject')
  await until(() => functions.pids().moody === undefined)
  expect(functions.lines.join()).toContain('nobody listens')
  await expectFine(await functions.call('moody'))
})

test('a function that throws answers 500 without the cause and goes on in the same process', async () => {
  await using functions = await serveFunctions({ 'moody/index.ts': moody }, { limits })
  await functions.call('moody')
  const before = functions.pids()
  const answer = await functions.call('moody?throw')
  expect([answer.status, await answer.text()]).toEqual([500, 'Internal Server Error'])
  expect(functions.lines.join()).toContain('secret cause')
  expect(functions.pids()).toEqual(before)
})

test('a function that fills its memory answers 546 and starts again', async () => {
  await using functions = await serveFunctions(
    { 'moody/index.ts': moody },
    { limits: { ...limits, stuckMs: 20_000, requestMs: 20_000 } },
  )
  const answer = await functions.call('moody?memory')
  expect([answer.status, await codeOf(answer)]).toEqual([546, 'WORKER_LIMIT'])
  await expectFine(await functions.call('moody'))
})

test('a function killed from outside answers again in a new process', async () => {
  await using functions = await serveFunctions({ 'moody/index.ts': moody }, { limits })
  await expectFine(await functions.call('moody'))
  const { moody: pid = 0 } = functions.pids()
  process.kill(pid, 'SIGKILL')
  await until(() => functions.pids().moody === undefined)
  await expectFine(await functions.call('moody'))
  expect(functions.pids().moody).not.toBe(pid)
})

test('a process that nobody calls ends, and the next call starts another', async () => {
  await using functions = await serveFunctions({ 'moody/index.ts': moody }, { limits: { idleMs: 300 } })
  await expectFine(await functions.call('moody'))
  await until(() => Object.keys(functions.pids()).length === 0)
  await expectFine(await functions.call('moody'))
})
