import pg from 'pg'

/**
 * Lets the consent to be followed begin before a drive that is replayed: what was recorded before consent is refused, and
 * for nobody but an admin is there a way around.
 */
export async function backdateConsent(databaseUrl: string, orderId: string, sinceMs: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(
      'update public.location_shares set started_at = $2 where order_id = $1 and stopped_at is null',
      [orderId, new Date(sinceMs)],
    )
  } finally {
    await client.end()
  }
}
