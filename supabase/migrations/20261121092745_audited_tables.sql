-- What is under the audit: all that staff change, and all that admins set by hand. Not here: what people do themselves, which their own
-- tables say (messages, preferences with their consent_log), and the books of machines (attempts, callbacks, positions).

-- people, orders, rooms
select private.audit('public.profiles', 'name, role, avatar_url', 'name,avatar_url');
select private.audit('public.phones', hidden => 'e164');
select private.audit('public.orders', 'status, partner_id, customer_id, kind, pickup_address, dropoff_address, note, closed_at, near_radius_m, arrive_radius_m, total_minor, currency',
  'pickup_address,pickup_lat,pickup_lng,dropoff_address,dropoff_lat,dropoff_lng,note,status_note', 'location_epoch,client_id');
select private.audit('public.rooms', 'status, title, member_limit, kind', 'title', 'epoch,last_seq,last_rev,last_message_at,open_key');
select private.audit('public.room_members', 'role, left_at, muted_until', 'left_note', 'last_read_seq,last_delivered_seq,shown_read_seq,notify,quiet_until');
select private.audit('private.location_holds');

-- moderation and support
select private.audit('private.chat_suspensions', ignored => 'mutes');
select private.audit('private.message_reports', hidden => 'body,comment');
select private.audit('public.support_tickets', hidden => 'subject',
  ignored => 'waiting_since,first_reply_at,first_reply_by,settled_seq,last_activity_at,rank,is_open,client_id');
select private.audit('public.support_ticket_labels');
select private.audit('public.support_labels');
select private.audit('public.canned_replies');
-- what somebody writes, edits and takes back themselves stands in the room; here stands what others do to it
create trigger _800_audit after update of body, deleted_at on public.messages for each row
  when (old.sender_id is distinct from new.deleted_by and (new.deleted_at is distinct from old.deleted_at or new.edited_at is not distinct from old.edited_at))
  execute function private.tg__audit('body,meta,files,link,mentions,reactions', 'rev,thread_count,thread_seq');

-- announcements, and what was told
select private.audit('public.announcements', ignored => 'cursor_id,said_at,failures,fault,retry_at');
create trigger _800_audit after update of title, body, deliver_after, expires_at, cancelled_at, in_inbox on public.notifications
  for each row execute function private.tg__audit('title,body,data', 'announced_at,seen_at,read_at');
-- taken back, or begun anew; every other step is a worker's
create trigger _800_audit after update of state on private.deliveries for each row
  when (old.state is distinct from new.state and new.state in ('pending', 'cancelled') and old.state <> 'sending')
  execute function private.tg__audit('rendered,sent_to', 'lease_token,next_attempt_at,claimed_at,provider_rank');
select private.audit('private.suppressions', hidden => 'address');

-- what admins set
select private.audit('private.settings');
select private.audit('public.event_types');
select private.audit('public.notification_categories');
select private.audit('private.templates');
select private.audit('private.locales');
select private.audit('private.currencies');
select private.audit('public.consent_wordings');
select private.audit('private.providers', 'name, channel, position, is_enabled', ignored => 'failures_in_row,down_until,down_since,probe_until');
select private.audit('private.sms_limits');
select private.audit('private.sms_prices');
select private.audit('private.sms_currencies');
select private.audit('private.sms_keywords');
select private.audit('private.sms_replies');
select private.audit('private.verification_limits');
select private.audit('private.error_classes');
select private.audit('private.delivery_reasons');
select private.audit('public.order_transitions');
