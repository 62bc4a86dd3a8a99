-- What a refund says, to whom: with the row that changed, and nowhere else.

insert into public.event_types (key, category, label, priority, ttl, channels, variables, sample)
values ('system.refund_waiting', 'system', 'A customer asks for money back', 'normal', '3 days', '{in_app,web_push,email}',
    '{refund.amount,refund.currency,refund.reason,order.number}',
    '{"refund": {"amount": 1250, "currency": "EUR", "reason": "A shirt is missing."}, "order": {"number": "A1027"}}'),
  ('system.refund_failed', 'system', 'A refund failed', 'high', '3 days', '{in_app,web_push,email}',
    '{refund.amount,refund.currency,refund.provider,refund.failure,order.number}',
    '{"refund": {"amount": 1250, "currency": "EUR", "provider": "flutterwave", "failure": "declined"}, "order": {"number": "A1027"}}');

select private.save_words('system.refund_' || w.key, w.locale, w.title, w.body, null, w.mail, w.action_label) from (values
  ('waiting', 'en', 'Order {{order.number}}: a refund is asked for', '{{refund.amount|money:refund.currency}}. {{refund.reason|default:No reason was given.}}',
    E'The customer of order {{order.number}} asks for {{refund.amount|money:refund.currency}} back.\n\n{{refund.reason|default:No reason was given.}}\n\nGrant or decline it on the page of the order.', 'Open order'),
  ('failed', 'en', 'A refund for {{order.number}} failed', '{{refund.provider}} did not give back {{refund.amount|money:refund.currency}}.',
    E'{{refund.provider}} did not give back {{refund.amount|money:refund.currency}} for order {{order.number}}: {{refund.failure|default:it gave no reason}}.\n\nTry it again on the page of the order, or give it back at the provider.', 'Open order'),
  ('waiting', 'es', 'Pedido {{order.number}}: solicitan una devolución', '{{refund.amount|money:refund.currency}}. {{refund.reason|default:Sin motivo.}}',
    E'El cliente del pedido {{order.number}} pide que se le devuelvan {{refund.amount|money:refund.currency}}.\n\n{{refund.reason|default:No indicó el motivo.}}\n\nApruébela o rechácela en la página del pedido.', 'Ver pedido'),
  ('failed', 'es', 'La devolución de {{order.number}} ha fallado', '{{refund.provider}} no devolvió {{refund.amount|money:refund.currency}}.',
    E'{{refund.provider}} no devolvió {{refund.amount|money:refund.currency}} del pedido {{order.number}}: {{refund.failure|default:sin motivo}}.\n\nInténtelo de nuevo en la página del pedido o hágalo con el proveedor.', 'Ver pedido'),
  ('waiting', 'ar', 'الطلب {{order.number}}: طلب استرداد', '{{refund.amount|money:refund.currency}}. {{refund.reason|default:بلا سبب.}}',
    E'يطلب عميل الطلب {{order.number}} استرداد {{refund.amount|money:refund.currency}}.\n\n{{refund.reason|default:لم يُذكر سبب.}}\n\nيمكن القبول أو الرفض من صفحة الطلب.', 'عرض الطلب'),
  ('failed', 'ar', 'تعذر استرداد مبلغ الطلب {{order.number}}', 'لم يُعد {{refund.provider}} مبلغ {{refund.amount|money:refund.currency}}.',
    E'لم يُعد {{refund.provider}} مبلغ {{refund.amount|money:refund.currency}} عن الطلب {{order.number}}: {{refund.failure|default:بلا سبب}}.\n\nأعد المحاولة من صفحة الطلب أو لدى المزوّد.', 'عرض الطلب')
) w (key, locale, title, body, mail, action_label);

-- definer: notify() and the room are not for people to write
create function private.tg_refunds__notify() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  was public.refund_status := case when tg_op = 'UPDATE' then old.status end;
  is_sent boolean := new.status = 'processing' and new.provider_ref is not null and (tg_op = 'INSERT' or old.provider_ref is null);
  event text := case when is_sent then 'processed' when new.status = was then null when new.status in ('requested', 'completed', 'declined') then new.status::text end;
  o public.orders;
  p public.payments;
  said jsonb;
begin
  if event is null and (new.status <> 'failed' or was = 'failed') then
    return null;
  end if;
  select x.* into o from public.orders x where x.id = new.order_id;
  select x.* into p from public.payments x where x.id = new.payment_id;
  said := jsonb_build_object('order', jsonb_build_object('number', o.number), 'refund', jsonb_strip_nulls(jsonb_build_object('amount', new.amount_minor,
    'currency', new.currency, 'method', private.payment_method(p), 'reason', case when event = 'declined' then new.answer else new.reason end,
    'provider', p.provider, 'failure', new.failure)));
  if event is not null then
    perform public.notify(p.payer_id, 'refund.' || event, 'order', o.id, said - 'payment', 'refund:' || new.id || ':' || event, action_url => '/orders/' || o.id)
    where p.payer_id is not null;
    perform private.say_system(r.id, 'refund_' || event, jsonb_build_object('amount_minor', new.amount_minor, 'currency', new.currency))
    from public.rooms r where r.order_id = o.id and r.kind = 'order';
  end if;
  if event = 'requested' then
    perform private.tell_staff('system.refund_waiting', 'refund:' || new.id || ':waiting', said, '/orders/' || o.id);
  elsif new.status = 'failed' then
    perform private.tell_staff('system.refund_failed', concat_ws(':', 'refund', new.id, 'failed', new.tries), said, '/orders/' || o.id);
  end if;
  return null;
end $$;
create trigger _600_notify after insert or update of status, provider_ref on public.refunds
  for each row execute function private.tg_refunds__notify();

create function private.tg_refunds__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_payments(o) from public.orders o where o.id = new.order_id;
  return null;
end $$;
create trigger _900_tell after insert or update of status, amount_minor, failure on public.refunds
  for each row execute function private.tg_refunds__tell();

select private.audit('public.refunds', 'status, amount_minor, answer, decided_by, provider_ref', 'reason,answer,provider_ref', 'tries,next_try_at,client_id');
