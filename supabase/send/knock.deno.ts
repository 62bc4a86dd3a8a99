/**
 * Starts a shipped function in this Deno without a port and knocks once at its door, as the database does; ends when its work
 * is done. Its environment is the function's. `entry` is the URL of its index.ts.
 */
export async function knockAt(entry: string): Promise<void> {
  const work: Promise<unknown>[] = []
  Object.assign(globalThis, { EdgeRuntime: { waitUntil: (promise: Promise<unknown>) => work.push(promise) } })
  let handle: (request: Request) => Promise<Response> = () => Promise.reject(new Error('it does not serve'))
  Object.assign(Deno, {
    serve(handler: typeof handle) {
      handle = handler
    },
  })
  await import(entry)
  const headers = { authorization: `Bearer ${Deno.env.get('WEBHOOK_SECRET')}` }
  const answer = await handle(new Request('http://function/', { method: 'POST', headers, body: '{}' }))
  if (answer.status !== 202) throw new Error(`the knock was answered ${answer.status}`)
  await Promise.all(work)
}
