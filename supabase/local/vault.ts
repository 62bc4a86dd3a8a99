import pg from 'pg'

/** What `docs/deploy.md` has people do once on a hosted project: the secrets that the database itself reads. */
export async function setVaultSecrets(databaseUrl: string, secrets: Record<string, string>): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (const [name, value] of Object.entries(secrets)) {
      const found = await client.query<{ id: string; value: string }>(
        'select id, decrypted_secret as value from vault.decrypted_secrets where name = $1',
        [name],
      )
      const [secret] = found.rows
      if (!secret) await client.query('select vault.create_secret($1, $2)', [value, name])
      else if (secret.value !== value)
        await client.query('select vault.update_secret($1, $2)', [secret.id, value])
    }
  } finally {
    await client.end()
  }
}
