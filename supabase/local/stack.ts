import { join } from 'node:path'
import { startApi } from './api/api.ts'
import { startApp } from './app.ts'
import { projectRoot, readConfig } from './config.ts'
import { bringUpToDate } from './database.ts'
import { demoPeople, registerDemoPhone } from './demo-phone.ts'
import { functionEnv, mailWebhook, paymentAccounts, paymentTills, videoSignalingUrl } from './function-env.ts'
import { startFunctions } from './functions/gateway.ts'
import { startGateway } from './gateway.ts'
import { choosePorts } from './ports.ts'
import { postgresHome } from './postgres/home.ts'
import { projectOverlay } from './postgres/overlay.ts'
import { asPostgres } from './postgres/prepare.ts'
import { type Postgres, startPostgres } from './postgres/server.ts'
import { startRealtime } from './realtime/server.ts'
import { startSandbox } from './sandbox/server.ts'
import { sandboxVideoKey, stackSecrets, vonageAccount } from './secrets.ts'
import { announce, type StackEnv, takeLock, withdraw } from './state.ts'
import { setVaultSecrets } from './vault.ts'
import { startCronWorker } from './workers/cron.ts'
import { startNetWorker } from './workers/net.ts'

export type StackOptions = {
  /** Everything the stack keeps: database, files, keys. Made if missing; `.orderline` for `npm start`. */
  stateDir: string
  /** `config`: those of config.toml, moved up where taken; `free`: any free ones. */
  ports?: 'config' | 'free'
  app?: 'dev' | 'built' | 'none'
  /** Whether a new database gets seed.sql. Default true. */
  seed?: boolean
  /** What .env would say: names of .env.example. Default none, so that tests see none. */
  settings?: Record<string, string | undefined>
  log: (line: string) => void
}

export type Stack = {
  env: StackEnv
  sandboxUrl: string
  /** Superuser, for tests that look behind the scenes. */
  adminUrl: string
  postgres: Postgres
  realtime: Awaited<ReturnType<typeof startRealtime>>
  functions: Awaited<ReturnType<typeof startFunctions>>
  stop(): Promise<void>
}

export class AlreadyRunning extends Error {}

/**
 * The whole embedded stack in this process, with Postgres and the functions as its children. Resolves when everything answers.
 * Throws AlreadyRunning when another process has the state folder, ResetNeeded when its database cannot follow the files.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const lock = takeLock(options.stateDir)
  if (!lock) throw new AlreadyRunning('Another process uses this state folder.')
  const closers: (() => unknown)[] = [() => lock.release()]
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= (async () => {
      for (const close of closers.reverse()) {
        try {
          await close()
        } catch (error) {
          options.log(`while stopping: ${error instanceof Error ? error.message : error}`)
        }
      }
    })()
    return stopping
  }
  try {
    return { ...(await assemble(options, (close) => closers.push(close))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function assemble(
  options: StackOptions,
  onStop: (close: () => unknown) => void,
): Promise<Omit<Stack, 'stop'>> {
  const { stateDir, settings = {}, app = 'none', log } = options
  const config = readConfig(projectRoot, settings)
  const secrets = stackSecrets(stateDir)
  const ports = await choosePorts(config.ports, { ...options, hasApp: app !== 'none' })
  const local = (port: number) => `http://127.0.0.1:${port}`
  const apiUrl = local(ports.api)
  const appUrl = local(ports.app)

  const gateway = await startGateway({ port: ports.api, log })
  onStop(() => gateway.stop())
  const sandbox = await startSandbox({
    port: ports.sandbox,
    accountSid: secrets.twilioAccountSid,
    authToken: secrets.twilioAuthToken,
    stateDir: join(stateDir, 'sandbox'),
    people: demoPeople,
    mailWebhook: mailWebhook(apiUrl, secrets),
    inboundUrl: `${apiUrl}/functions/v1/twilio-inbound`,
    vonage: vonageAccount(secrets),
    ...paymentTills(apiUrl, secrets),
    payments: paymentAccounts(apiUrl, secrets),
    videoKey: sandboxVideoKey(secrets),
    appUrl,
    log,
  })
  onStop(() => sandbox.stop())

  const postgres = await startPostgres({
    dataDir: join(postgresHome(stateDir), 'data'),
    overlayDir: projectOverlay(stateDir),
    port: ports.db,
    log,
  })
  onStop(() => postgres.stop())
  const databaseUrl = postgres.url
  await bringUpToDate(databaseUrl, options.seed ?? true, log)

  const env: StackEnv = {
    SUPABASE_URL: apiUrl,
    SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
    SUPABASE_SECRET_KEY: secrets.secretKey,
    SUPABASE_DB_URL: asPostgres(databaseUrl),
    SANDBOX_URL: sandbox.url,
    APP_URL: appUrl,
  }
  const forFunctions = functionEnv({
    secrets,
    apiUrl,
    databaseUrl: env.SUPABASE_DB_URL,
    sandboxUrl: sandbox.url,
    appUrl,
    settings,
  })
  const apiKeys = {
    [secrets.publishableKey]: secrets.anonJwt,
    [secrets.secretKey]: secrets.serviceRoleJwt,
  }
  await setVaultSecrets(databaseUrl, {
    functions_url: `${apiUrl}/functions/v1`,
    webhook_secret: forFunctions.WEBHOOK_SECRET,
  })

  const api = await startApi({
    databaseUrl,
    secrets,
    storageDir: join(stateDir, 'storage'),
    publicUrl: apiUrl,
    siteUrl: appUrl,
    mailUrl: `${sandbox.url}/mail/emails`,
    log,
  })
  onStop(() => {
    gateway.serve(undefined)
    return api.stop()
  })
  const realtime = await startRealtime({ databaseUrl, jwtSecret: secrets.jwtSecret, apiKeys, log })
  onStop(() => realtime.stop())
  const functions = await startFunctions({
    root: join(projectRoot, 'supabase/functions'),
    env: forFunctions,
    settings: config.functions,
    jwtSecret: secrets.jwtSecret,
    denoDir: join(stateDir, 'deno'),
    watch: app === 'dev',
    log,
  })
  onStop(() => functions.stop())
  gateway.serve({ api, realtime, functions })
  for (const startWorker of [startNetWorker, startCronWorker]) {
    const worker = startWorker({ databaseUrl, log })
    onStop(() => worker.stop())
  }
  if (app !== 'none') {
    const web = await startApp({
      mode: app,
      port: ports.app,
      stateDir,
      settings,
      project: {
        url: apiUrl,
        publishableKey: secrets.publishableKey,
        vapidPublicKey: forFunctions.VAPID_PUBLIC_KEY,
        videoSignalingUrl: videoSignalingUrl(sandbox.url, settings),
      },
    })
    onStop(() => web.stop())
  }
  if (options.seed ?? true) await registerDemoPhone(env, stateDir, log)
  announce(stateDir, { pid: process.pid, stack: 'embedded', env })
  onStop(() => withdraw(stateDir))
  return { env, sandboxUrl: sandbox.url, adminUrl: databaseUrl, postgres, realtime, functions }
}
