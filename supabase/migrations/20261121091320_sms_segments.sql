-- How an SMS travels and what is billed: the rules of Twilio, and the same words as functions/send-sms/sms-text.ts sends.

-- GSM 03.38: letters of one septet, and those behind the escape that cost two
create function private.gsm_basic() returns text
language sql immutable set search_path = '' as $$
  select E'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&''()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
$$;
create function private.gsm_extended() returns text
language sql immutable set search_path = '' as $$
  select E'\f^{}\\[~]|€'
$$;

-- the letters that move a whole text to UCS-2, each once; empty: it is GSM-7
create function private.non_gsm(body text) returns text
language sql immutable set search_path = '' as $$
  select coalesce((select string_agg(distinct letter, '') from string_to_table(translate(body, private.gsm_basic() || private.gsm_extended(), ''), null) letter), '')
$$;

create function private.utf16_length(body text) returns int
language sql immutable set search_path = '' as $$
  select length(body) + length(regexp_replace(body, '[^\U00010000-\U0010FFFF]', '', 'g'))
$$;

-- The body as it is sent: composed, trimmed, typography made plain, at most 1,600 units.
create function private.sms_text(body text) returns text
language plpgsql immutable set search_path = '' as $$
declare
  composed text := btrim(normalize(body, nfc), E'\t\n\u000b\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff');
  chosen text := translate(replace(composed, E'\u2026', '...'),
    E'\u2018\u2019\u201a\u201b\u2032\u02bc\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\u200b\u2060\ufeff',
    '''''''''''''"""""""-------              ');
  kept text;
begin
  if private.utf16_length(chosen) <= 1600 then
    return chosen;
  end if;
  -- 1,597 units; half of a wide letter becomes the replacement character
  kept := left(chosen, 1597);
  while private.utf16_length(kept) > 1597 loop
    kept := left(kept, -greatest((private.utf16_length(kept) - 1597) / 2, 1));
  end loop;
  while private.utf16_length(kept) < 1597 loop
    kept := kept || case when private.utf16_length(substr(chosen, length(kept) + 1, 1)) = 1 then substr(chosen, length(kept) + 1, 1) else E'\ufffd' end;
  end loop;
  return kept || '...';
end $$;

-- 160 septets or 70 UTF-16 units alone; 153 or 67 a part, and a letter of two is never cut in half
create function private.sms_segments(body text) returns table (encoding text, characters int, segments int)
language plpgsql immutable set search_path = '' as $$
declare
  sent text := private.sms_text(coalesce(body, ''));
  part int;
  wide int;
  letter text;
  filled int := 0;
begin
  encoding := case when private.non_gsm(sent) = '' then 'GSM-7' else 'UCS-2' end;
  wide := case encoding when 'GSM-7' then length(sent) - length(translate(sent, private.gsm_extended(), '')) else private.utf16_length(sent) - length(sent) end;
  characters := length(sent) + wide;
  part := case encoding when 'GSM-7' then 153 else 67 end;
  segments := 1;
  if characters <= (case encoding when 'GSM-7' then 160 else 70 end) then
    return next;
  elsif wide = 0 then
    segments := ceil(characters / part::numeric);
    return next;
  else
    foreach letter in array string_to_array(sent, null) loop
      wide := case when encoding = 'GSM-7' then 1 + (strpos(private.gsm_extended(), letter) > 0)::int else private.utf16_length(letter) end;
      if filled + wide > part then
        segments := segments + 1;
        filled := 0;
      end if;
      filled := filled + wide;
    end loop;
    return next;
  end if;
end $$;
comment on function private.sms_segments(text) is 'encoding GSM-7 or UCS-2, characters as they are billed (septets or UTF-16 units), and segments, of a text as it would be sent.';
