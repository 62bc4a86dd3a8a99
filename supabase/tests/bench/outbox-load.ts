import type pg from 'pg'

/** A thousand people with a browser each, and so many pushes due for them; the rows that notify() would have made. */
export async function fillOutbox(
  client: pg.Client,
  deliveries: number,
  endpoint = 'https://push.example',
): Promise<void> {
  await client.query('truncate private.deliveries, private.delivery_attempts, public.notifications cascade')
  await client.query(`
    insert into auth.users (id, email, raw_user_meta_data)
    select md5('bench' || n)::uuid, 'bench' || n || '@example.com', '{"name": "Bench"}' from generate_series(1, 1000) n
    on conflict do nothing`)
  await client.query(
    `insert into public.push_subscriptions (id, user_id, device_id, endpoint, p256dh, auth)
     select md5('device' || n)::uuid, md5('bench' || n)::uuid, md5('device' || n)::uuid, $1 || '/' || n, 'key', 'auth'
     from generate_series(1, 1000) n on conflict do nothing`,
    [endpoint],
  )
  await client.query(
    `with told as (
       insert into public.notifications (user_id, event_type, category, priority, dedupe_key, title, body, read_at)
       select md5('bench' || 1 + n % 1000)::uuid, 'order.ready', 'order', 'normal', 'bench:' || n, 'Order A1 ready', 'It is ready.', null
       from generate_series(1, $1::int) n returning id, user_id, dedupe_key)
     insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, expires_at)
     select t.id, t.user_id, 'web_push', md5('device' || 1 + split_part(t.dedupe_key, ':', 2)::int % 1000)::uuid,
       '{"title": "Order A1 ready", "body": "It is ready.", "action_url": "/orders/1", "tag": "order:1"}', 'normal', now() + interval '1 day'
     from told t`,
    [deliveries],
  )
  await client.query('vacuum analyze private.deliveries, public.notifications, public.push_subscriptions')
}
