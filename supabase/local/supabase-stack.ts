import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { startApp } from './app.ts'
import { projectRoot, readConfig } from './config.ts'
import { demoPeople, registerDemoPhone } from './demo-phone.ts'
import { functionEnv, mailWebhook, paymentAccounts, paymentTills, videoSignalingUrl } from './function-env.ts'
import { choosePorts } from './ports.ts'
import { startSandbox } from './sandbox/server.ts'
import { sandboxVideoKey, stackSecrets, vonageAccount } from './secrets.ts'
import { AlreadyRunning, type StackOptions } from './stack.ts'
import { announce, type StackEnv, takeLock, withdraw } from './state.ts'
import { setVaultSecrets } from './vault.ts'

const cli = join(projectRoot, 'node_modules/.bin/supabase')

/** Names under which containers of the local CLI reach the API gateway and this machine. */
const inside = { api: 'http://kong:8000', host: 'host.docker.internal' }

const statusShape = v.object({
  API_URL: v.string(),
  DB_URL: v.string(),
  PUBLISHABLE_KEY: v.string(),
  SECRET_KEY: v.string(),
})

/** The part of `supabase status -o json` that we need; the output may have other lines before the object. */
export function readStatus(output: string): v.InferOutput<typeof statusShape> {
  return v.parse(statusShape, JSON.parse(output.slice(output.indexOf('{'))))
}

/**
 * Supabase's own containers instead of the embedded stack, with our sandbox and app beside them. The containers stay when
 * this ends, as `supabase start` has it: `npx supabase stop` ends them.
 */
export async function startSupabase(
  options: StackOptions,
): Promise<{ env: StackEnv; stop(): Promise<void> }> {
  const { stateDir, settings = {}, app = 'none', log } = options
  const lock = takeLock(stateDir)
  if (!lock) throw new AlreadyRunning('Another process uses this state folder.')
  const closers: (() => unknown)[] = [() => lock.release()]
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const secrets = stackSecrets(stateDir)
    const config = readConfig(projectRoot, settings)
    const ports = await choosePorts(config.ports, {
      hasApp: app !== 'none',
      log,
      only: ['sandbox', 'app'],
    })
    const forContainers = `http://${inside.host}:${ports.sandbox}`
    const sandbox = await startSandbox({
      port: ports.sandbox,
      // containers come in over Docker's bridge
      host: '0.0.0.0',
      accountSid: secrets.twilioAccountSid,
      authToken: secrets.twilioAuthToken,
      stateDir: join(stateDir, 'sandbox'),
      people: demoPeople,
      mailWebhook: mailWebhook(`http://127.0.0.1:${config.ports.api}`, secrets),
      // the CLI's containers publish the API on the port of config.toml
      inboundUrl: `http://127.0.0.1:${ports.api}/functions/v1/twilio-inbound`,
      vonage: vonageAccount(secrets),
      ...paymentTills(`http://127.0.0.1:${config.ports.api}`, secrets),
      payments: paymentAccounts(`http://127.0.0.1:${config.ports.api}`, secrets),
      videoKey: sandboxVideoKey(secrets),
      pushOrigin: forContainers,
      appUrl: `http://127.0.0.1:${ports.app}`,
      log,
    })
    closers.push(() => sandbox.stop())
    run(['start'])
    const status = readStatus(run(['status', '-o', 'json'], 'pipe'))
    const env: StackEnv = {
      SUPABASE_URL: status.API_URL,
      SUPABASE_PUBLISHABLE_KEY: status.PUBLISHABLE_KEY,
      SUPABASE_SECRET_KEY: status.SECRET_KEY,
      SUPABASE_DB_URL: status.DB_URL,
      SANDBOX_URL: `http://127.0.0.1:${ports.sandbox}`,
      APP_URL: `http://127.0.0.1:${ports.app}`,
    }
    const forFunctions = functionEnv({
      secrets,
      apiUrl: status.API_URL,
      databaseUrl: status.DB_URL,
      sandboxUrl: forContainers,
      appUrl: env.APP_URL,
      settings,
    })
    await setVaultSecrets(status.DB_URL, {
      functions_url: `${inside.api}/functions/v1`,
      webhook_secret: forFunctions.WEBHOOK_SECRET,
    })
    closers.push(serveFunctions(stateDir, forFunctions))
    if (app !== 'none') {
      const web = await startApp({
        mode: app,
        port: ports.app,
        stateDir,
        settings,
        project: {
          url: status.API_URL,
          publishableKey: status.PUBLISHABLE_KEY,
          vapidPublicKey: forFunctions.VAPID_PUBLIC_KEY,
          videoSignalingUrl: videoSignalingUrl(sandbox.url, settings),
        },
      })
      closers.push(() => web.stop())
    }
    await registerDemoPhone(env, stateDir, log)
    announce(stateDir, { pid: process.pid, stack: 'supabase', env })
    closers.push(() => withdraw(stateDir))
    return { env, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Ends the containers and forgets their data. */
export const resetSupabase = () => run(['stop', '--no-backup'])

function run(args: string[], output: 'inherit' | 'pipe' = 'inherit'): string {
  const { status, stdout, error } = spawnSync(cli, args, {
    cwd: projectRoot,
    stdio: ['ignore', output, 'inherit'],
    encoding: 'utf8',
  })
  if (error || status !== 0) throw new Error(`supabase ${args[0]} failed${error ? `: ${error.message}` : ''}`)
  return stdout ?? ''
}

function serveFunctions(stateDir: string, env: Record<string, string>): () => Promise<void> {
  const file = join(stateDir, 'functions.env')
  // names that begin with SUPABASE_ are the platform's own there
  const own = Object.entries(env).filter(([name]) => !name.startsWith('SUPABASE_'))
  writeFileSync(file, own.map(([name, value]) => `${name}=${value}\n`).join(''), { mode: 0o600 })
  const child = spawn(cli, ['functions', 'serve', '--env-file', file], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return () =>
    new Promise((resolve) => {
      if (child.exitCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill('SIGINT')
    })
}
