import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js'
import ws from 'ws'
import { type Harness, PUBLISHABLE_KEY } from './harness.ts'

export type Vsn = '1.0.0' | '2.0.0'
export type Person = { client: SupabaseClient; id: string; token: string; leave(): Promise<void> }

/** Ids that differ from person to person and read the same in every run. */
export const personId = (n: number) => `22222222-2222-4222-8222-${String(n).padStart(12, '0')}`

/** A signed-in person with supabase-js as it is. Node 20 has no WebSocket of its own, hence the transport. */
export async function signIn(h: Harness, n: number, vsn: Vsn = '2.0.0'): Promise<Person> {
  const id = personId(n)
  const token = await h.sign({ role: 'authenticated', sub: id, aud: 'authenticated' })
  const client = createClient(h.url, PUBLISHABLE_KEY, {
    realtime: { transport: ws as never, vsn },
    accessToken: async () => token,
  })
  await client.realtime.setAuth()
  return {
    ...{ client, id, token },
    async leave() {
      await client.removeAllChannels()
      await client.realtime.disconnect()
    },
  }
}

/** Subscribes and waits; fails with what the server said. */
export function subscribed(channel: RealtimeChannel): Promise<void> {
  return new Promise((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === 'SUBSCRIBED') resolve()
      else reject(error ?? new Error(status))
    })
  })
}

/** Members of room:<n> are those in room_members; nobody else reads or writes there. */
export const ROOMS = `
  create table public.room_members (room text, person uuid, can_write boolean not null default true, primary key (room, person));
  grant select on public.room_members to authenticated;
  create policy "members read their rooms" on realtime.messages for select to authenticated using (
    exists (select from public.room_members m where m.room = realtime.topic() and m.person = auth.uid()));
  create policy "writers write in their rooms" on realtime.messages for insert to authenticated with check (
    exists (select from public.room_members m where m.room = realtime.topic() and m.person = auth.uid() and m.can_write));`

export async function admit(h: Harness, room: string, people: number[], canWrite = true): Promise<void> {
  await h.db.query(
    'insert into public.room_members select $1, unnest($2::uuid[]), $3 on conflict do nothing',
    [room, people.map(personId), canWrite],
  )
}
