-- Everything about a person, for that person: one object, made when they ask for it.

alter table private.settings add column exports_per_hour int not null default 10 check (exports_per_hour between 1 and 1000);
comment on column private.settings.exports_per_hour is 'Copies of their data that one person may take in an hour: each reads all there is of them.';
alter table private.paces drop constraint paces_what_check;
alter table private.paces add constraint paces_what_check check (what in ('say', 'change', 'draft', 'report', 'direct', 'upload', 'position', 'export'));

-- what no policy shows to people, because it lies beside what is others'. Definer for that; it takes no person, so it is always the caller's
create function private.my_hidden_data() returns jsonb
language sql stable security definer set search_path = '' as $$
  with me as (select (select auth.uid()) as id)
  select jsonb_build_object(
    'account', (select jsonb_build_object('email', u.email, 'email_confirmed_at', u.email_confirmed_at, 'created_at', u.created_at,
        'last_sign_in_at', u.last_sign_in_at, 'given_at_sign_up', u.raw_user_meta_data, 'last_here_at', (select l.seen_at from private.last_seen l where l.user_id = me.id))
      from auth.users u, me where u.id = me.id),
    'conversations', (select coalesce(jsonb_agg(jsonb_build_object('room_id', r.id, 'title', r.title, 'kind', r.kind, 'role', rm.role,
        'joined_at', rm.joined_at, 'left_at', rm.left_at, 'muted_until', rm.muted_until, 'read_up_to', rm.last_read_seq, 'notify', rm.notify, 'quiet_until', rm.quiet_until,
        'messages', (select coalesce(jsonb_agg(jsonb_build_object('seq', m.seq, 'sent_at', m.created_at, 'type', m.type, 'body', m.body, 'place', nullif(m.meta, '{}'), 'files', nullif(m.files, '[]'),
            'edited_at', m.edited_at, 'earlier', (select jsonb_agg(jsonb_build_object('body', e.body, 'written_at', e.written_at) order by e.number) from private.message_edits e where e.message_id = m.id)) order by m.seq), '[]')
          from public.messages m where m.room_id = r.id and m.sender_id = me.id and m.deleted_at is null)) order by rm.joined_at), '[]')
      from me, public.room_members rm join public.rooms r on r.id = rm.room_id where rm.user_id = me.id),
    'requests', (select coalesce(jsonb_agg(jsonb_build_object('number', t.number, 'subject', t.subject, 'room_id', t.room_id, 'made_at', t.created_at, 'resolved_at', t.resolved_at) order by t.created_at), '[]')
      from public.support_tickets t, me where t.requester_id = me.id),
    'files', (select coalesce(jsonb_agg(jsonb_build_object('room_id', f.room_id, 'name', f.name, 'type', f.mime, 'bytes', f.bytes, 'state', f.state, 'uploaded_at', f.uploaded_at) order by f.created_at), '[]')
      from public.message_files f, me where f.uploader_id = me.id),
    'sent_to_you', (select coalesce(jsonb_agg(jsonb_build_object('notification_id', d.notification_id, 'channel', d.channel, 'to', d.sent_to, 'state', d.state, 'provider', d.provider,
        'made_at', d.created_at, 'accepted_at', d.accepted_at, 'delivered_at', d.delivered_at, 'shown_at', d.shown_at, 'clicked_at', d.clicked_at) order by d.created_at), '[]')
      from me join public.notifications n on n.user_id = me.id join private.deliveries d on d.notification_id = n.id),
    'texts_from_you', (select coalesce(jsonb_agg(jsonb_build_object('from', i.from_number, 'body', i.body, 'received_at', i.received_at) order by i.received_at), '[]')
      from private.inbound_sms i, me where i.user_id = me.id),
    'not_written_to', (select coalesce(jsonb_agg(jsonb_build_object('channel', s.channel, 'address', s.address, 'reason', s.reason, 'since', s.created_at)), '[]')
      from private.suppressions s, me where (s.channel, s.address) in (
        select 'email'::public.notification_channel, lower(u.email) from auth.users u where u.id = me.id
        union all select 'sms', p.e164 from public.phones p where p.user_id = me.id)),
    'codes_asked_for', (select coalesce(jsonb_agg(jsonb_build_object('number', c.e164, 'state', c.state, 'asked_at', c.created_at) order by c.created_at), '[]')
      from private.phone_verifications c, me where c.user_id = me.id),
    'reports', (select coalesce(jsonb_agg(jsonb_build_object('reason', r.reason, 'comment', r.comment, 'made_at', r.created_at, 'settled_at', r.settled_at) order by r.created_at), '[]')
      from private.message_reports r, me where r.reporter_id = me.id),
    'moderation', (select coalesce(jsonb_agg(jsonb_build_object('at', l.at, 'action', l.action, 'until', l.until, 'reason', l.reason) order by l.at), '[]')
      from private.moderation_log l, me where l.person_id = me.id),
    'suspension', (select jsonb_build_object('since', s.suspended_at, 'until', s.until, 'reason', s.reason) from private.chat_suspensions s, me where s.user_id = me.id))
$$;
grant execute on function private.my_hidden_data() to authenticated;

-- definer: paces has no grant
create function private.keep_export_pace() returns void
language sql security definer set search_path = '' as $$
  select private.keep_pace('export', (select s.exports_per_hour from private.settings s), '1 hour', code => 'too_many_exports',
    message => 'You took several copies just now. Wait a little before you take another.')
$$;
grant execute on function private.keep_export_pace() to authenticated;

-- no definer: what it reads itself, the caller may read
create function public.export_my_data() returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  me constant uuid := (select auth.uid());
begin
  perform private.keep_export_pace();
  return jsonb_build_object('format', 'orderline-person-1', 'exported_at', now(), 'person_id', me,
    'profile', (select to_jsonb(p) - 'id' from public.profiles p where p.id = me),
    'orders', (select coalesce(jsonb_agg(to_jsonb(o) - '{customer_id,partner_id,client_id,location_epoch}'::text[] || jsonb_build_object('part', 'customer', 'history',
        (select jsonb_agg(jsonb_build_object('status', e.to_status, 'at', e.created_at, 'note', e.note) order by e.id) from public.order_events e where e.order_id = o.id)) order by o.created_at), '[]')
      from public.orders o where o.customer_id = me),
    -- where customers live is theirs, also in the copy of who carried their orders
    'orders_carried', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number, 'kind', o.kind, 'status', o.status, 'created_at', o.created_at, 'closed_at', o.closed_at) order by o.created_at), '[]')
      from public.orders o where o.partner_id = me),
    'payments', (select coalesce(jsonb_agg(jsonb_build_object('order_id', p.order_id, 'provider', p.provider, 'amount_minor', p.amount_minor, 'currency', p.currency, 'status', p.status,
        'method', p.method, 'refunded_minor', p.refunded_minor, 'created_at', p.created_at, 'paid_at', p.paid_at) order by p.created_at), '[]') from public.payments p where p.payer_id = me),
    'refunds', (select coalesce(jsonb_agg(jsonb_build_object('order_id', r.order_id, 'amount_minor', r.amount_minor, 'currency', r.currency, 'status', r.status, 'reason', r.reason,
        'answer', r.answer, 'created_at', r.created_at, 'completed_at', r.completed_at) order by r.created_at), '[]')
      from public.refunds r where r.order_id in (select o.id from public.orders o where o.customer_id = me)),
    'receipts', (select coalesce(jsonb_agg(jsonb_build_object('number', r.number, 'order_id', r.order_id, 'amount_minor', r.amount_minor, 'currency', r.currency, 'issued_at', r.issued_at) order by r.issued_at), '[]')
      from public.receipts r where r.order_id in (select o.id from public.orders o where o.customer_id = me)),
    'bookings', (select coalesce(jsonb_agg(to_jsonb(b) - '{customer_id,partner_id,client_id,occupied}'::text[] || jsonb_build_object('history',
        (select jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.created_at, 'starts_at', e.starts_at) order by e.id) from public.booking_events e where e.booking_id = b.id)) order by b.starts_at), '[]')
      from public.bookings b where b.customer_id = me),
    'booking_series', (select coalesce(jsonb_agg(to_jsonb(s) - '{customer_id,client_id}'::text[] order by s.created_at), '[]') from public.booking_series s where s.customer_id = me),
    'booking_waits', (select coalesce(jsonb_agg(to_jsonb(w) - '{customer_id}'::text[] order by w.created_at), '[]') from public.booking_waits w where w.customer_id = me),
    'bookings_carried', (select coalesce(jsonb_agg(jsonb_build_object('number', b.number, 'service', b.service_key, 'starts_at', b.starts_at, 'ends_at', b.ends_at, 'status', b.status) order by b.starts_at), '[]')
      from public.bookings b where b.partner_id = me),
    'notifications', (select coalesce(jsonb_agg(to_jsonb(n) - '{user_id,dedupe_key}'::text[] order by n.inbox_at), '[]') from public.notifications n where n.user_id = me),
    'preferences', (select coalesce(jsonb_agg(to_jsonb(p) - 'user_id' order by p.category, p.channel), '[]') from public.preferences p where p.user_id = me),
    'consents', (select coalesce(jsonb_agg(to_jsonb(c) - 'user_id' || jsonb_build_object('wording', w.body) order by c.id), '[]')
      from public.consent_log c left join public.consent_wordings w on w.version = c.wording_version where c.user_id = me),
    'quiet_hours', (select to_jsonb(q) - 'user_id' from public.quiet_hours q where q.user_id = me),
    'phones', (select coalesce(jsonb_agg(jsonb_build_object('number', p.e164, 'verified_at', p.verified_at, 'created_at', p.created_at)), '[]') from public.phones p where p.user_id = me),
    'devices', (select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'user_agent', s.user_agent, 'created_at', s.created_at, 'last_seen_at', s.last_seen_at,
        'disabled_at', s.disabled_at, 'disabled_reason', s.disabled_reason) order by s.created_at), '[]') from public.push_subscriptions s where s.user_id = me),
    'chat_settings', (select to_jsonb(c) - 'user_id' from public.chat_settings c where c.user_id = me),
    'drafts', (select coalesce(jsonb_agg(jsonb_build_object('room_id', d.room_id, 'body', d.body, 'written_at', d.written_at)), '[]') from public.drafts d where d.user_id = me and d.body <> ''),
    'blocked', (select coalesce(jsonb_agg(to_jsonb(b) - 'blocker_id'), '[]') from public.user_blocks b where b.blocker_id = me),
    'ratings', (select coalesce(jsonb_agg(to_jsonb(r) - '{user_id,agent_id}'::text[]), '[]') from public.room_ratings r where r.user_id = me),
    'calls', (select coalesce(jsonb_agg(jsonb_build_object('part', case me when c.caller_id then 'caller' else 'callee' end, 'kind', c.kind, 'status', c.status,
        'at', c.created_at, 'ended_at', c.ended_at, 'duration_s', c.duration_s) order by c.created_at), '[]') from public.calls c where me in (c.caller_id, c.callee_id)),
    'location', public.export_my_location()) || private.my_hidden_data();
end $$;
comment on function public.export_my_data is
  'Everything about the caller as one object; docs/your-data.md lists its keys. What others wrote, and where others live, is theirs and not in it. Errors: too_many_exports.';
grant execute on function public.export_my_data to authenticated;
