-- The key is a file in the data directory, so a dump of the database is unreadable without it, as with upstream's root key.
create function vault._key() returns text
language sql stable security definer set search_path = '' as $$ select pg_catalog.pg_read_file('vault.key') $$;

-- Key and row id together are the passphrase: a secret moved to another row does not open. No key stretching: the key is random.
create function vault._crypto_aead_det_encrypt(
  message bytea, additional bytea, key_id bigint, context bytea default 'pgsodium', nonce bytea default null
) returns bytea
language sql volatile security definer set search_path = '' as $$
  select @extschema:pgcrypto@.pgp_sym_encrypt_bytea(
    message, vault._key() || encode(additional, 'hex'), 'cipher-algo=aes256, s2k-mode=0, compress-algo=0')
$$;

create function vault._crypto_aead_det_decrypt(
  message bytea, additional bytea, key_id bigint, context bytea default 'pgsodium', nonce bytea default null
) returns bytea
language sql stable security definer set search_path = '' as $$
  select @extschema:pgcrypto@.pgp_sym_decrypt_bytea(message, vault._key() || encode(additional, 'hex'))
$$;

create table vault.secrets (
  id uuid primary key default gen_random_uuid(),
  name text,
  description text not null default '',
  secret text not null,
  key_id uuid,
  nonce bytea default @extschema:pgcrypto@.gen_random_bytes(16),
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
comment on table vault.secrets is 'Table with encrypted `secret` column for storing sensitive information on disk.';
create unique index on vault.secrets (name) where name is not null;

create view vault.decrypted_secrets as
select
  s.id, s.name, s.description, s.secret,
  convert_from(vault._crypto_aead_det_decrypt(
    message := decode(s.secret, 'base64'), additional := convert_to(s.id::text, 'utf8'), key_id := 0, nonce := s.nonce
  ), 'utf8') as decrypted_secret,
  s.key_id, s.nonce, s.created_at, s.updated_at
from vault.secrets s;

create function vault._seal(secret text, secret_id uuid) returns text
language sql volatile set search_path = '' as $$
  select encode(vault._crypto_aead_det_encrypt(
    message := convert_to(secret, 'utf8'), additional := convert_to(secret_id::text, 'utf8'), key_id := 0), 'base64')
$$;

create function vault.create_secret(
  new_secret text, new_name text default null, new_description text default '', new_key_id uuid default null
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  new_id uuid := gen_random_uuid();
begin
  insert into vault.secrets (id, secret, name, description)
  values (new_id, vault._seal(new_secret, new_id), new_name, new_description);
  return new_id;
end $$;

create function vault.update_secret(
  secret_id uuid, new_secret text default null, new_name text default null, new_description text default null,
  new_key_id uuid default null
) returns void
language sql security definer set search_path = '' as $$
  update vault.secrets s set
    secret = case when new_secret is null then s.secret else vault._seal(new_secret, s.id) end,
    name = coalesce(new_name, s.name),
    description = coalesce(new_description, s.description),
    updated_at = now()
  where s.id = secret_id
$$;

-- what hosted Supabase grants after create extension
revoke execute on all functions in schema vault from public;
grant usage on schema vault to postgres with grant option;
grant select, delete on vault.secrets, vault.decrypted_secrets to postgres with grant option;
grant execute on function vault.create_secret, vault.update_secret, vault._crypto_aead_det_decrypt to postgres with grant option;
grant usage on schema vault to service_role;
grant select, delete on vault.secrets, vault.decrypted_secrets to service_role;
grant execute on function vault.create_secret, vault.update_secret, vault._crypto_aead_det_decrypt to service_role;

select pg_catalog.pg_extension_config_dump('vault.secrets', '');
