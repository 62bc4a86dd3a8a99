import postgres from 'postgres'

export type Sql = postgres.Sql
export type Transaction = postgres.TransactionSql

// parameters go out as the text the client wrote; the driver would turn 'true' into f and round microseconds
const asText = {
  to: 25,
  from: [16, 17, 21, 23, 26, 700, 701, 1082, 1114, 1184],
  serialize: (value: unknown) => String(value),
  parse: (value: string) => value,
}
const asJson = {
  to: 114,
  from: [114, 3802],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (value: string) => JSON.parse(value) as unknown,
}

/**
 * Connections as the roles that hosted services use: none can become more than there. `admin` only reads the catalogs and
 * listens.
 */
export async function openDatabase(url: string) {
  const admin = connect(url, undefined, { max: 2 })
  const { password } = new URL(url)
  for (const role of ['authenticator', 'supabase_auth_admin']) {
    // the same secret opens the stack's other roles
    if (password)
      await admin.unsafe(
        `alter role ${role} password '${decodeURIComponent(password).replaceAll("'", "''")}'`,
      )
  }
  const authenticator = connect(url, 'authenticator', { max: 20 })
  // as hosted: a trigger on auth.users that names its tables without their schema fails
  const auth = connect(url, 'supabase_auth_admin', { max: 5, search_path: 'auth' })
  return {
    admin,
    authenticator,
    auth,
    async close() {
      await Promise.all([admin, authenticator, auth].map((sql) => sql.end({ timeout: 5 })))
    },
  }
}

function as(url: string, role: string | undefined): string {
  const target = new URL(url)
  if (role) target.username = role
  return target.href
}

/** Values come back as text, JSON parsed. */
function connect(url: string, role: string | undefined, options: { max: number; search_path?: string }): Sql {
  return postgres(as(url, role), {
    max: options.max,
    fetch_types: false,
    onnotice: () => {},
    types: { asText, asJson } as unknown as Record<string, postgres.PostgresType>,
    connection: {
      application_name: 'orderline-api',
      ...(options.search_path && { search_path: options.search_path }),
    },
  }) as unknown as Sql
}

/** Runs work as somebody: settings (role last among them) hold for this transaction only, work follows without waiting. */
export async function runAs<T>(
  sql: Sql,
  mode: 'read only' | 'read write',
  settings: Record<string, string>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return (await sql.begin(mode, async (tx) => {
    // execute(): a query of this driver is otherwise sent when it is awaited, which may be after the work's own;
    // that would fail, not leak: authenticator itself may read nothing
    const applied = tx
      .unsafe(
        'select set_config(key, value, true) from json_each_text($1::json)',
        [JSON.stringify(settings)],
        { prepare: true },
      )
      .execute()
    const [, result] = await Promise.all([applied, work(tx)])
    return result
  })) as T
}
