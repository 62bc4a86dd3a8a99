export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  public: {
    Tables: {
      account_erasures: {
        Row: {
          asked_at: string
          due_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          asked_at?: string
          due_at: string
          user_id: string
        }
        Update: {
          asked_at?: string
          due_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'account_erasures_user_id_fkey'
            columns: ['user_id']
            isOneToOne: true
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      announcements: {
        Row: {
          action_url: string | null
          audience: NonNullable<Json>
          cancelled_at: string | null
          channels: Database['public']['Enums']['notification_channel'][] | null
          created_at: string
          created_by: string | null
          cursor_id: string | null
          default_locale: string
          event_type: string
          failures: number
          fault: string | null
          finished_at: string | null
          id: string
          image_url: string | null
          priority: Database['public']['Enums']['notification_priority']
          retry_at: string | null
          said_at: string | null
          scheduled_for: string | null
          started_at: string | null
          state: Database['public']['Enums']['announcement_state']
          updated_at: string
          words: NonNullable<Json>
        }
        ComputedFields: never
        Insert: {
          action_url?: string | null
          audience?: NonNullable<Json>
          cancelled_at?: string | null
          channels?: Database['public']['Enums']['notification_channel'][] | null
          created_at?: string
          created_by?: string | null
          cursor_id?: string | null
          default_locale?: string
          event_type: string
          failures?: number
          fault?: string | null
          finished_at?: string | null
          id?: string
          image_url?: string | null
          priority?: Database['public']['Enums']['notification_priority']
          retry_at?: string | null
          said_at?: string | null
          scheduled_for?: string | null
          started_at?: string | null
          state?: Database['public']['Enums']['announcement_state']
          updated_at?: string
          words?: NonNullable<Json>
        }
        Update: {
          action_url?: string | null
          audience?: NonNullable<Json>
          cancelled_at?: string | null
          channels?: Database['public']['Enums']['notification_channel'][] | null
          created_at?: string
          created_by?: string | null
          cursor_id?: string | null
          default_locale?: string
          event_type?: string
          failures?: number
          fault?: string | null
          finished_at?: string | null
          id?: string
          image_url?: string | null
          priority?: Database['public']['Enums']['notification_priority']
          retry_at?: string | null
          said_at?: string | null
          scheduled_for?: string | null
          started_at?: string | null
          state?: Database['public']['Enums']['announcement_state']
          updated_at?: string
          words?: NonNullable<Json>
        }
        Relationships: [
          {
            foreignKeyName: 'announcements_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'announcements_event_type_fkey'
            columns: ['event_type']
            isOneToOne: false
            referencedRelation: 'event_types'
            referencedColumns: ['key']
          },
        ]
      }
      availability_exceptions: {
        Row: {
          created_at: string
          ends: string
          first_day: string
          id: string
          is_open: boolean
          last_day: string
          note: string | null
          resource_id: string
          starts: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          ends?: string
          first_day: string
          id?: string
          is_open: boolean
          last_day: string
          note?: string | null
          resource_id: string
          starts?: string
        }
        Update: {
          created_at?: string
          ends?: string
          first_day?: string
          id?: string
          is_open?: boolean
          last_day?: string
          note?: string | null
          resource_id?: string
          starts?: string
        }
        Relationships: [
          {
            foreignKeyName: 'availability_exceptions_resource_id_fkey'
            columns: ['resource_id']
            isOneToOne: false
            referencedRelation: 'resources'
            referencedColumns: ['id']
          },
        ]
      }
      availability_hours: {
        Row: {
          ends: string
          id: string
          resource_id: string
          starts: string
          weekday: number
        }
        ComputedFields: never
        Insert: {
          ends: string
          id?: string
          resource_id: string
          starts: string
          weekday: number
        }
        Update: {
          ends?: string
          id?: string
          resource_id?: string
          starts?: string
          weekday?: number
        }
        Relationships: [
          {
            foreignKeyName: 'availability_hours_resource_id_fkey'
            columns: ['resource_id']
            isOneToOne: false
            referencedRelation: 'resources'
            referencedColumns: ['id']
          },
        ]
      }
      booking_events: {
        Row: {
          actor_id: string | null
          booking_id: string
          created_at: string
          former_partner_id: string | null
          former_starts_at: string | null
          id: number
          kind: string
          starts_at: string
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          booking_id: string
          created_at?: string
          former_partner_id?: string | null
          former_starts_at?: string | null
          id?: never
          kind: string
          starts_at: string
        }
        Update: {
          actor_id?: string | null
          booking_id?: string
          created_at?: string
          former_partner_id?: string | null
          former_starts_at?: string | null
          id?: never
          kind?: string
          starts_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'booking_events_actor_id_fkey'
            columns: ['actor_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'booking_events_booking_id_fkey'
            columns: ['booking_id']
            isOneToOne: false
            referencedRelation: 'bookings'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'booking_events_former_partner_id_fkey'
            columns: ['former_partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      booking_series: {
        Row: {
          at: string
          carer_id: string | null
          client_id: string
          created_at: string
          customer_id: string | null
          ended_at: string | null
          every: number
          first_day: string
          id: string
          made_until: string | null
          most: number | null
          note: string | null
          service_key: string
          time_zone: string
          unit: string
          until: string | null
          weekdays: number[]
        }
        ComputedFields: never
        Insert: {
          at: string
          carer_id?: string | null
          client_id: string
          created_at?: string
          customer_id?: string | null
          ended_at?: string | null
          every?: number
          first_day: string
          id?: string
          made_until?: string | null
          most?: number | null
          note?: string | null
          service_key: string
          time_zone: string
          unit: string
          until?: string | null
          weekdays?: number[]
        }
        Update: {
          at?: string
          carer_id?: string | null
          client_id?: string
          created_at?: string
          customer_id?: string | null
          ended_at?: string | null
          every?: number
          first_day?: string
          id?: string
          made_until?: string | null
          most?: number | null
          note?: string | null
          service_key?: string
          time_zone?: string
          unit?: string
          until?: string | null
          weekdays?: number[]
        }
        Relationships: [
          {
            foreignKeyName: 'booking_series_carer_id_fkey'
            columns: ['carer_id']
            isOneToOne: false
            referencedRelation: 'resources'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'booking_series_customer_id_fkey'
            columns: ['customer_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'booking_series_service_key_fkey'
            columns: ['service_key']
            isOneToOne: false
            referencedRelation: 'services'
            referencedColumns: ['key']
          },
        ]
      }
      booking_skips: {
        Row: {
          created_at: string
          occurrence_on: string
          series_id: string
          starts_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          occurrence_on: string
          series_id: string
          starts_at: string
        }
        Update: {
          created_at?: string
          occurrence_on?: string
          series_id?: string
          starts_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'booking_skips_series_id_fkey'
            columns: ['series_id']
            isOneToOne: false
            referencedRelation: 'booking_series'
            referencedColumns: ['id']
          },
        ]
      }
      booking_waits: {
        Row: {
          carer_id: string | null
          created_at: string
          customer_id: string
          id: string
          service_key: string
          starts_at: string
          told_at: string | null
        }
        ComputedFields: never
        Insert: {
          carer_id?: string | null
          created_at?: string
          customer_id: string
          id?: string
          service_key: string
          starts_at: string
          told_at?: string | null
        }
        Update: {
          carer_id?: string | null
          created_at?: string
          customer_id?: string
          id?: string
          service_key?: string
          starts_at?: string
          told_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'booking_waits_carer_id_fkey'
            columns: ['carer_id']
            isOneToOne: false
            referencedRelation: 'resources'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'booking_waits_customer_id_fkey'
            columns: ['customer_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'booking_waits_service_key_fkey'
            columns: ['service_key']
            isOneToOne: false
            referencedRelation: 'services'
            referencedColumns: ['key']
          },
        ]
      }
      bookings: {
        Row: {
          carer_id: string | null
          client_id: string
          created_at: string
          customer_id: string | null
          ends_at: string
          id: string
          note: string | null
          number: string
          occupied: unknown
          occurrence_on: string | null
          order_id: string | null
          partner_id: string | null
          room_id: string | null
          series_id: string | null
          service_key: string
          starts_at: string
          status: Database['public']['Enums']['booking_status']
          time_zone: string
          updated_at: string
          version: number
        }
        ComputedFields: never
        Insert: {
          carer_id?: string | null
          client_id: string
          created_at?: string
          customer_id?: string | null
          ends_at: string
          id?: string
          note?: string | null
          number?: string
          occupied: unknown
          occurrence_on?: string | null
          order_id?: string | null
          partner_id?: string | null
          room_id?: string | null
          series_id?: string | null
          service_key: string
          starts_at: string
          status: Database['public']['Enums']['booking_status']
          time_zone: string
          updated_at?: string
          version?: number
        }
        Update: {
          carer_id?: string | null
          client_id?: string
          created_at?: string
          customer_id?: string | null
          ends_at?: string
          id?: string
          note?: string | null
          number?: string
          occupied?: unknown
          occurrence_on?: string | null
          order_id?: string | null
          partner_id?: string | null
          room_id?: string | null
          series_id?: string | null
          service_key?: string
          starts_at?: string
          status?: Database['public']['Enums']['booking_status']
          time_zone?: string
          updated_at?: string
          version?: number
        }
        Relationships: [
          {
            foreignKeyName: 'bookings_carer_id_fkey'
            columns: ['carer_id']
            isOneToOne: false
            referencedRelation: 'resources'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'bookings_customer_id_fkey'
            columns: ['customer_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'bookings_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'bookings_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'bookings_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'resources'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'bookings_series_id_fkey'
            columns: ['series_id']
            isOneToOne: false
            referencedRelation: 'booking_series'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'bookings_service_key_fkey'
            columns: ['service_key']
            isOneToOne: false
            referencedRelation: 'services'
            referencedColumns: ['key']
          },
        ]
      }
      call_kinds: {
        Row: {
          connect_seconds: number
          key: string
          label: string
          max_seconds: number
          ring_seconds: number
        }
        ComputedFields: never
        Insert: {
          connect_seconds?: number
          key: string
          label: string
          max_seconds: number
          ring_seconds?: number
        }
        Update: {
          connect_seconds?: number
          key?: string
          label?: string
          max_seconds?: number
          ring_seconds?: number
        }
        Relationships: []
      }
      calls: {
        Row: {
          accepted_at: string | null
          accepted_device: string | null
          callee_id: string | null
          caller_device: string
          caller_id: string | null
          client_id: string
          created_at: string
          duration_s: number | null
          end_reason: Database['public']['Enums']['call_end'] | null
          ended_at: string | null
          ends_at: string | null
          expires_at: string
          id: string
          kind: string
          order_id: string | null
          provider_room: string | null
          room_id: string
          started_at: string | null
          status: Database['public']['Enums']['call_status']
        }
        ComputedFields: never
        Insert: {
          accepted_at?: string | null
          accepted_device?: string | null
          callee_id?: string | null
          caller_device: string
          caller_id?: string | null
          client_id: string
          created_at?: string
          duration_s?: number | null
          end_reason?: Database['public']['Enums']['call_end'] | null
          ended_at?: string | null
          ends_at?: string | null
          expires_at: string
          id?: string
          kind: string
          order_id?: string | null
          provider_room?: string | null
          room_id: string
          started_at?: string | null
          status?: Database['public']['Enums']['call_status']
        }
        Update: {
          accepted_at?: string | null
          accepted_device?: string | null
          callee_id?: string | null
          caller_device?: string
          caller_id?: string | null
          client_id?: string
          created_at?: string
          duration_s?: number | null
          end_reason?: Database['public']['Enums']['call_end'] | null
          ended_at?: string | null
          ends_at?: string | null
          expires_at?: string
          id?: string
          kind?: string
          order_id?: string | null
          provider_room?: string | null
          room_id?: string
          started_at?: string | null
          status?: Database['public']['Enums']['call_status']
        }
        Relationships: [
          {
            foreignKeyName: 'calls_callee_id_fkey'
            columns: ['callee_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'calls_caller_id_fkey'
            columns: ['caller_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'calls_kind_fkey'
            columns: ['kind']
            isOneToOne: false
            referencedRelation: 'call_kinds'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'calls_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'calls_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
        ]
      }
      canned_replies: {
        Row: {
          body: string
          id: string
          shortcut: string
          title: string
          updated_at: string
          updated_by: string | null
        }
        ComputedFields: never
        Insert: {
          body: string
          id?: string
          shortcut: string
          title: string
          updated_at?: string
          updated_by?: string | null
        }
        Update: {
          body?: string
          id?: string
          shortcut?: string
          title?: string
          updated_at?: string
          updated_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'canned_replies_updated_by_fkey'
            columns: ['updated_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      chat_settings: {
        Row: {
          is_last_seen_private: boolean
          is_reading_private: boolean
          user_id: string
        }
        ComputedFields: never
        Insert: {
          is_last_seen_private?: boolean
          is_reading_private?: boolean
          user_id: string
        }
        Update: {
          is_last_seen_private?: boolean
          is_reading_private?: boolean
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'chat_settings_user_id_fkey'
            columns: ['user_id']
            isOneToOne: true
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      consent_log: {
        Row: {
          category: string
          channel: Database['public']['Enums']['notification_channel']
          created_at: string
          detail: NonNullable<Json>
          id: number
          is_enabled: boolean
          source: string
          user_id: string
          wording_version: string | null
        }
        ComputedFields: never
        Insert: {
          category: string
          channel: Database['public']['Enums']['notification_channel']
          created_at?: string
          detail?: NonNullable<Json>
          id?: never
          is_enabled: boolean
          source: string
          user_id: string
          wording_version?: never
        }
        Update: {
          category?: string
          channel?: Database['public']['Enums']['notification_channel']
          created_at?: string
          detail?: NonNullable<Json>
          id?: never
          is_enabled?: boolean
          source?: string
          user_id?: string
          wording_version?: never
        }
        Relationships: [
          {
            foreignKeyName: 'consent_log_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      consent_wordings: {
        Row: {
          body: string
          channel: Database['public']['Enums']['notification_channel'] | null
          created_at: string
          is_current: boolean
          is_opt_in: boolean
          locale: string
          version: string
        }
        ComputedFields: never
        Insert: {
          body: string
          channel?: Database['public']['Enums']['notification_channel'] | null
          created_at?: string
          is_current?: boolean
          is_opt_in?: boolean
          locale?: string
          version: string
        }
        Update: {
          body?: string
          channel?: Database['public']['Enums']['notification_channel'] | null
          created_at?: string
          is_current?: boolean
          is_opt_in?: boolean
          locale?: string
          version?: string
        }
        Relationships: []
      }
      drafts: {
        Row: {
          body: string
          room_id: string
          thread_root: string | null
          user_id: string
          written_at: string
        }
        ComputedFields: never
        Insert: {
          body: string
          room_id: string
          thread_root?: string | null
          user_id: string
          written_at: string
        }
        Update: {
          body?: string
          room_id?: string
          thread_root?: string | null
          user_id?: string
          written_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'drafts_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'drafts_thread_root_fkey'
            columns: ['thread_root']
            isOneToOne: false
            referencedRelation: 'messages'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'drafts_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      event_types: {
        Row: {
          category: string
          channels: Database['public']['Enums']['notification_channel'][]
          digest_by: string
          digest_window: string | null
          escalate_after: string | null
          key: string
          label: string
          priority: Database['public']['Enums']['notification_priority']
          sample: NonNullable<Json>
          ttl: string
          variables: string[]
        }
        ComputedFields: never
        Insert: {
          category: string
          channels: Database['public']['Enums']['notification_channel'][]
          digest_by?: string
          digest_window?: string | null
          escalate_after?: string | null
          key: string
          label: string
          priority?: Database['public']['Enums']['notification_priority']
          sample?: NonNullable<Json>
          ttl?: string
          variables?: string[]
        }
        Update: {
          category?: string
          channels?: Database['public']['Enums']['notification_channel'][]
          digest_by?: string
          digest_window?: string | null
          escalate_after?: string | null
          key?: string
          label?: string
          priority?: Database['public']['Enums']['notification_priority']
          sample?: NonNullable<Json>
          ttl?: string
          variables?: string[]
        }
        Relationships: [
          {
            foreignKeyName: 'event_types_category_fkey'
            columns: ['category']
            isOneToOne: false
            referencedRelation: 'notification_categories'
            referencedColumns: ['key']
          },
        ]
      }
      fence_crossings: {
        Row: {
          at: string
          kind: Database['public']['Enums']['fence_kind']
          noticed_at: string
          order_id: string
          partner_id: string
          place: Database['public']['Enums']['fence_place']
        }
        ComputedFields: never
        Insert: {
          at: string
          kind: Database['public']['Enums']['fence_kind']
          noticed_at?: string
          order_id: string
          partner_id: string
          place: Database['public']['Enums']['fence_place']
        }
        Update: {
          at?: string
          kind?: Database['public']['Enums']['fence_kind']
          noticed_at?: string
          order_id?: string
          partner_id?: string
          place?: Database['public']['Enums']['fence_place']
        }
        Relationships: [
          {
            foreignKeyName: 'fence_crossings_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'fence_crossings_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      last_locations: {
        Row: {
          accuracy_m: number | null
          battery_pct: number | null
          eta_at: string | null
          eta_high_at: string | null
          eta_is_approximate: boolean | null
          eta_low_at: string | null
          heading_deg: number | null
          lat: number
          lng: number
          order_id: string
          partner_id: string
          received_at: string
          recorded_at: string
          remaining_m: number | null
          speed_mps: number | null
        }
        ComputedFields: never
        Insert: {
          accuracy_m?: number | null
          battery_pct?: number | null
          eta_at?: string | null
          eta_high_at?: string | null
          eta_is_approximate?: boolean | null
          eta_low_at?: string | null
          heading_deg?: number | null
          lat: number
          lng: number
          order_id: string
          partner_id: string
          received_at?: string
          recorded_at: string
          remaining_m?: number | null
          speed_mps?: number | null
        }
        Update: {
          accuracy_m?: number | null
          battery_pct?: number | null
          eta_at?: string | null
          eta_high_at?: string | null
          eta_is_approximate?: boolean | null
          eta_low_at?: string | null
          heading_deg?: number | null
          lat?: number
          lng?: number
          order_id?: string
          partner_id?: string
          received_at?: string
          recorded_at?: string
          remaining_m?: number | null
          speed_mps?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'last_locations_order_id_fkey'
            columns: ['order_id']
            isOneToOne: true
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'last_locations_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      location_shares: {
        Row: {
          changed_at: string
          consent_version: string
          id: string
          is_held: boolean
          order_id: string
          partner_id: string
          pauses: unknown
          started_at: string
          status: Database['public']['Enums']['share_status']
          stopped_at: string | null
        }
        ComputedFields: never
        Insert: {
          changed_at?: string
          consent_version: string
          id?: string
          is_held?: boolean
          order_id: string
          partner_id: string
          pauses?: unknown
          started_at?: string
          status?: Database['public']['Enums']['share_status']
          stopped_at?: string | null
        }
        Update: {
          changed_at?: string
          consent_version?: string
          id?: string
          is_held?: boolean
          order_id?: string
          partner_id?: string
          pauses?: unknown
          started_at?: string
          status?: Database['public']['Enums']['share_status']
          stopped_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'location_shares_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'location_shares_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      location_views: {
        Row: {
          epoch: number
          first_at: string
          id: number
          kind: Database['public']['Enums']['view_kind']
          last_at: string
          order_id: string
          partner_id: string
          times: number
          viewer_id: string | null
          viewer_role: Database['public']['Enums']['person_role']
        }
        ComputedFields: never
        Insert: {
          epoch: number
          first_at?: string
          id?: never
          kind?: Database['public']['Enums']['view_kind']
          last_at?: string
          order_id: string
          partner_id: string
          times?: number
          viewer_id?: string | null
          viewer_role: Database['public']['Enums']['person_role']
        }
        Update: {
          epoch?: number
          first_at?: string
          id?: never
          kind?: Database['public']['Enums']['view_kind']
          last_at?: string
          order_id?: string
          partner_id?: string
          times?: number
          viewer_id?: string | null
          viewer_role?: Database['public']['Enums']['person_role']
        }
        Relationships: [
          {
            foreignKeyName: 'location_views_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'location_views_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'location_views_viewer_id_fkey'
            columns: ['viewer_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      locations: {
        Row: {
          accuracy_m: number | null
          battery_pct: number | null
          client_id: string
          heading_deg: number | null
          lat: number
          lng: number
          order_id: string
          partner_id: string
          received_at: string
          recorded_at: string
          source: string
          speed_mps: number | null
        }
        ComputedFields: never
        Insert: {
          accuracy_m?: number | null
          battery_pct?: number | null
          client_id: string
          heading_deg?: number | null
          lat: number
          lng: number
          order_id: string
          partner_id: string
          received_at?: string
          recorded_at: string
          source?: string
          speed_mps?: number | null
        }
        Update: {
          accuracy_m?: number | null
          battery_pct?: number | null
          client_id?: string
          heading_deg?: number | null
          lat?: number
          lng?: number
          order_id?: string
          partner_id?: string
          received_at?: string
          recorded_at?: string
          source?: string
          speed_mps?: number | null
        }
        Relationships: []
      }
      message_files: {
        Row: {
          attempts: number
          bytes: number
          checked_at: string | null
          created_at: string
          height: number | null
          id: string
          lease_token: string | null
          message_id: string | null
          mime: string
          name: string
          next_attempt_at: string | null
          path: string
          reason: string | null
          room_id: string
          sha256: string | null
          state: Database['public']['Enums']['file_state']
          stored_path: string
          stored_thumbnail_path: string | null
          thumbnail_bytes: number | null
          thumbnail_path: string | null
          uploaded_at: string | null
          uploader_id: string | null
          width: number | null
        }
        ComputedFields: never
        Insert: {
          attempts?: number
          bytes: number
          checked_at?: string | null
          created_at?: string
          height?: number | null
          id: string
          lease_token?: string | null
          message_id?: string | null
          mime: string
          name: string
          next_attempt_at?: string | null
          path: string
          reason?: string | null
          room_id: string
          sha256?: string | null
          state?: Database['public']['Enums']['file_state']
          stored_path?: never
          stored_thumbnail_path?: never
          thumbnail_bytes?: number | null
          thumbnail_path?: string | null
          uploaded_at?: string | null
          uploader_id?: string | null
          width?: number | null
        }
        Update: {
          attempts?: number
          bytes?: number
          checked_at?: string | null
          created_at?: string
          height?: number | null
          id?: string
          lease_token?: string | null
          message_id?: string | null
          mime?: string
          name?: string
          next_attempt_at?: string | null
          path?: string
          reason?: string | null
          room_id?: string
          sha256?: string | null
          state?: Database['public']['Enums']['file_state']
          stored_path?: never
          stored_thumbnail_path?: never
          thumbnail_bytes?: number | null
          thumbnail_path?: string | null
          uploaded_at?: string | null
          uploader_id?: string | null
          width?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'message_files_message_id_fkey'
            columns: ['message_id']
            isOneToOne: false
            referencedRelation: 'messages'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'message_files_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'message_files_uploader_id_fkey'
            columns: ['uploader_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      messages: {
        Row: {
          body: string | null
          client_id: string | null
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          edited_at: string | null
          files: NonNullable<Json>
          id: string
          link: Json | null
          mentions: string[]
          meta: NonNullable<Json>
          pinned_at: string | null
          pinned_by: string | null
          reactions: NonNullable<Json>
          reply_to: string | null
          rev: number
          room_id: string
          sender_id: string | null
          seq: number
          source_event: string | null
          thread_count: number
          thread_root: string | null
          thread_seq: number | null
          type: Database['public']['Enums']['message_type']
        }
        ComputedFields: never
        Insert: {
          body?: string | null
          client_id?: string | null
          created_at?: string
          deleted_at?: string | null
          deleted_by?: string | null
          edited_at?: string | null
          files?: NonNullable<Json>
          id?: string
          link?: Json | null
          mentions?: string[]
          meta?: NonNullable<Json>
          pinned_at?: string | null
          pinned_by?: string | null
          reactions?: NonNullable<Json>
          reply_to?: string | null
          rev: number
          room_id: string
          sender_id?: string | null
          seq: number
          source_event?: string | null
          thread_count?: number
          thread_root?: string | null
          thread_seq?: number | null
          type?: Database['public']['Enums']['message_type']
        }
        Update: {
          body?: string | null
          client_id?: string | null
          created_at?: string
          deleted_at?: string | null
          deleted_by?: string | null
          edited_at?: string | null
          files?: NonNullable<Json>
          id?: string
          link?: Json | null
          mentions?: string[]
          meta?: NonNullable<Json>
          pinned_at?: string | null
          pinned_by?: string | null
          reactions?: NonNullable<Json>
          reply_to?: string | null
          rev?: number
          room_id?: string
          sender_id?: string | null
          seq?: number
          source_event?: string | null
          thread_count?: number
          thread_root?: string | null
          thread_seq?: number | null
          type?: Database['public']['Enums']['message_type']
        }
        Relationships: [
          {
            foreignKeyName: 'messages_deleted_by_fkey'
            columns: ['deleted_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'messages_pinned_by_fkey'
            columns: ['pinned_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'messages_reply_to_fkey'
            columns: ['reply_to']
            isOneToOne: false
            referencedRelation: 'messages'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'messages_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'messages_sender_id_fkey'
            columns: ['sender_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'messages_thread_root_fkey'
            columns: ['thread_root']
            isOneToOne: false
            referencedRelation: 'messages'
            referencedColumns: ['id']
          },
        ]
      }
      notification_categories: {
        Row: {
          audience: Database['public']['Enums']['person_role'][] | null
          is_critical: boolean
          is_opt_in: boolean
          key: string
          label: string
          needs_opt_out: boolean
          position: number
        }
        ComputedFields: never
        Insert: {
          audience?: Database['public']['Enums']['person_role'][] | null
          is_critical?: boolean
          is_opt_in?: boolean
          key: string
          label: string
          needs_opt_out?: boolean
          position?: number
        }
        Update: {
          audience?: Database['public']['Enums']['person_role'][] | null
          is_critical?: boolean
          is_opt_in?: boolean
          key?: string
          label?: string
          needs_opt_out?: boolean
          position?: number
        }
        Relationships: []
      }
      notifications: {
        Row: {
          action_label: string | null
          action_url: string | null
          announced_at: string
          archived_at: string | null
          body: string
          cancelled_at: string | null
          category: string
          created_at: string
          data: NonNullable<Json>
          dedupe_key: string
          deleted_at: string | null
          deliver_after: string
          event_type: string
          expires_at: string | null
          id: string
          image_url: string | null
          in_inbox: boolean
          inbox_at: string | null
          priority: Database['public']['Enums']['notification_priority']
          read_at: string | null
          seen_at: string | null
          snoozed_until: string | null
          subject_id: string | null
          subject_type: string | null
          title: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          action_label?: string | null
          action_url?: string | null
          announced_at?: string
          archived_at?: string | null
          body: string
          cancelled_at?: string | null
          category: string
          created_at?: string
          data?: NonNullable<Json>
          dedupe_key: string
          deleted_at?: string | null
          deliver_after?: string
          event_type: string
          expires_at?: string | null
          id?: string
          image_url?: string | null
          in_inbox?: boolean
          inbox_at?: never
          priority: Database['public']['Enums']['notification_priority']
          read_at?: string | null
          seen_at?: string | null
          snoozed_until?: string | null
          subject_id?: string | null
          subject_type?: string | null
          title: string
          user_id: string
        }
        Update: {
          action_label?: string | null
          action_url?: string | null
          announced_at?: string
          archived_at?: string | null
          body?: string
          cancelled_at?: string | null
          category?: string
          created_at?: string
          data?: NonNullable<Json>
          dedupe_key?: string
          deleted_at?: string | null
          deliver_after?: string
          event_type?: string
          expires_at?: string | null
          id?: string
          image_url?: string | null
          in_inbox?: boolean
          inbox_at?: never
          priority?: Database['public']['Enums']['notification_priority']
          read_at?: string | null
          seen_at?: string | null
          snoozed_until?: string | null
          subject_id?: string | null
          subject_type?: string | null
          title?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'notifications_category_fkey'
            columns: ['category']
            isOneToOne: false
            referencedRelation: 'notification_categories'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'notifications_event_type_fkey'
            columns: ['event_type']
            isOneToOne: false
            referencedRelation: 'event_types'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'notifications_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      order_events: {
        Row: {
          actor_id: string | null
          created_at: string
          from_status: Database['public']['Enums']['order_status'] | null
          id: number
          note: string | null
          order_id: string
          to_status: Database['public']['Enums']['order_status']
        }
        ComputedFields: never
        Insert: {
          actor_id?: string | null
          created_at?: string
          from_status?: Database['public']['Enums']['order_status'] | null
          id?: never
          note?: string | null
          order_id: string
          to_status: Database['public']['Enums']['order_status']
        }
        Update: {
          actor_id?: string | null
          created_at?: string
          from_status?: Database['public']['Enums']['order_status'] | null
          id?: never
          note?: string | null
          order_id?: string
          to_status?: Database['public']['Enums']['order_status']
        }
        Relationships: [
          {
            foreignKeyName: 'order_events_actor_id_fkey'
            columns: ['actor_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'order_events_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
        ]
      }
      order_transitions: {
        Row: {
          from_status: Database['public']['Enums']['order_status']
          role: Database['public']['Enums']['person_role']
          to_status: Database['public']['Enums']['order_status']
        }
        ComputedFields: never
        Insert: {
          from_status: Database['public']['Enums']['order_status']
          role: Database['public']['Enums']['person_role']
          to_status: Database['public']['Enums']['order_status']
        }
        Update: {
          from_status?: Database['public']['Enums']['order_status']
          role?: Database['public']['Enums']['person_role']
          to_status?: Database['public']['Enums']['order_status']
        }
        Relationships: []
      }
      orders: {
        Row: {
          arrive_radius_m: number
          client_id: string
          closed_at: string | null
          created_at: string
          currency: string | null
          customer_id: string | null
          dropoff_address: string
          dropoff_lat: number
          dropoff_lng: number
          id: string
          kind: Database['public']['Enums']['order_kind']
          location_epoch: number
          near_radius_m: number
          note: string | null
          number: string
          partner_id: string | null
          pickup_address: string
          pickup_lat: number
          pickup_lng: number
          status: Database['public']['Enums']['order_status']
          status_note: string | null
          total_minor: number | null
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          arrive_radius_m?: number
          client_id: string
          closed_at?: string | null
          created_at?: string
          currency?: string | null
          customer_id?: string | null
          dropoff_address: string
          dropoff_lat: number
          dropoff_lng: number
          id?: string
          kind: Database['public']['Enums']['order_kind']
          location_epoch?: number
          near_radius_m?: number
          note?: string | null
          number?: string
          partner_id?: string | null
          pickup_address: string
          pickup_lat: number
          pickup_lng: number
          status?: Database['public']['Enums']['order_status']
          status_note?: string | null
          total_minor?: number | null
          updated_at?: string
        }
        Update: {
          arrive_radius_m?: number
          client_id?: string
          closed_at?: string | null
          created_at?: string
          currency?: string | null
          customer_id?: string | null
          dropoff_address?: string
          dropoff_lat?: number
          dropoff_lng?: number
          id?: string
          kind?: Database['public']['Enums']['order_kind']
          location_epoch?: number
          near_radius_m?: number
          note?: string | null
          number?: string
          partner_id?: string | null
          pickup_address?: string
          pickup_lat?: number
          pickup_lng?: number
          status?: Database['public']['Enums']['order_status']
          status_note?: string | null
          total_minor?: number | null
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'orders_customer_id_fkey'
            columns: ['customer_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'orders_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      payment_disputes: {
        Row: {
          amount_minor: number
          closed_at: string | null
          created_at: string
          currency: string
          id: string
          payment_id: string
          provider_ref: string
          refund_minor: number
          status: Database['public']['Enums']['dispute_status']
        }
        ComputedFields: never
        Insert: {
          amount_minor: number
          closed_at?: string | null
          created_at?: string
          currency: string
          id?: string
          payment_id: string
          provider_ref: string
          refund_minor?: number
          status?: Database['public']['Enums']['dispute_status']
        }
        Update: {
          amount_minor?: number
          closed_at?: string | null
          created_at?: string
          currency?: string
          id?: string
          payment_id?: string
          provider_ref?: string
          refund_minor?: number
          status?: Database['public']['Enums']['dispute_status']
        }
        Relationships: [
          {
            foreignKeyName: 'payment_disputes_payment_id_fkey'
            columns: ['payment_id']
            isOneToOne: false
            referencedRelation: 'payments'
            referencedColumns: ['id']
          },
        ]
      }
      payment_events: {
        Row: {
          amount_minor: number | null
          applied_at: string | null
          currency: string | null
          event_id: string
          id: number
          kind: string
          method: string | null
          outcome: string | null
          payload: NonNullable<Json>
          payment_id: string | null
          provider: string
          provider_ref: string | null
          reason: string | null
          received_at: string
        }
        ComputedFields: never
        Insert: {
          amount_minor?: number | null
          applied_at?: string | null
          currency?: string | null
          event_id: string
          id?: never
          kind: string
          method?: string | null
          outcome?: string | null
          payload?: NonNullable<Json>
          payment_id?: string | null
          provider: string
          provider_ref?: string | null
          reason?: string | null
          received_at?: string
        }
        Update: {
          amount_minor?: number | null
          applied_at?: string | null
          currency?: string | null
          event_id?: string
          id?: never
          kind?: string
          method?: string | null
          outcome?: string | null
          payload?: NonNullable<Json>
          payment_id?: string | null
          provider?: string
          provider_ref?: string | null
          reason?: string | null
          received_at?: string
        }
        Relationships: []
      }
      payments: {
        Row: {
          amount_minor: number
          asked_at: string | null
          asks: number
          charge_ref: string | null
          checkout_url: string | null
          client_id: string
          created_at: string
          currency: string
          expires_at: string | null
          id: string
          method: string | null
          next_ask_at: string | null
          order_id: string
          paid_at: string | null
          payer_id: string | null
          provider: string
          provider_ref: string | null
          reason: string | null
          recorded_by: string | null
          refunded_minor: number
          status: Database['public']['Enums']['payment_status']
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          amount_minor: number
          asked_at?: string | null
          asks?: number
          charge_ref?: string | null
          checkout_url?: string | null
          client_id: string
          created_at?: string
          currency: string
          expires_at?: string | null
          id?: string
          method?: string | null
          next_ask_at?: string | null
          order_id: string
          paid_at?: string | null
          payer_id?: string | null
          provider: string
          provider_ref?: string | null
          reason?: string | null
          recorded_by?: string | null
          refunded_minor?: number
          status?: Database['public']['Enums']['payment_status']
          updated_at?: string
        }
        Update: {
          amount_minor?: number
          asked_at?: string | null
          asks?: number
          charge_ref?: string | null
          checkout_url?: string | null
          client_id?: string
          created_at?: string
          currency?: string
          expires_at?: string | null
          id?: string
          method?: string | null
          next_ask_at?: string | null
          order_id?: string
          paid_at?: string | null
          payer_id?: string | null
          provider?: string
          provider_ref?: string | null
          reason?: string | null
          recorded_by?: string | null
          refunded_minor?: number
          status?: Database['public']['Enums']['payment_status']
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'payments_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'payments_payer_id_fkey'
            columns: ['payer_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'payments_recorded_by_fkey'
            columns: ['recorded_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      phones: {
        Row: {
          created_at: string
          e164: string
          id: string
          user_id: string
          verified_at: string | null
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          e164: string
          id?: string
          user_id: string
          verified_at?: string | null
        }
        Update: {
          created_at?: string
          e164?: string
          id?: string
          user_id?: string
          verified_at?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'phones_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      picture_checks: {
        Row: {
          attempts: number
          checked_at: string | null
          created_at: string
          id: string
          lease_token: string | null
          mime: string
          next_attempt_at: string | null
          path: string
          reason: string | null
          state: Database['public']['Enums']['file_state']
          user_id: string
        }
        ComputedFields: never
        Insert: {
          attempts?: number
          checked_at?: string | null
          created_at?: string
          id: string
          lease_token?: string | null
          mime: string
          next_attempt_at?: string | null
          path: string
          reason?: string | null
          state?: Database['public']['Enums']['file_state']
          user_id: string
        }
        Update: {
          attempts?: number
          checked_at?: string | null
          created_at?: string
          id?: string
          lease_token?: string | null
          mime?: string
          next_attempt_at?: string | null
          path?: string
          reason?: string | null
          state?: Database['public']['Enums']['file_state']
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'picture_checks_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      preferences: {
        Row: {
          category: string
          channel: Database['public']['Enums']['notification_channel']
          detail: NonNullable<Json>
          is_enabled: boolean
          source: string
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          category: string
          channel: Database['public']['Enums']['notification_channel']
          detail?: NonNullable<Json>
          is_enabled: boolean
          source?: string
          updated_at?: string
          user_id: string
        }
        Update: {
          category?: string
          channel?: Database['public']['Enums']['notification_channel']
          detail?: NonNullable<Json>
          is_enabled?: boolean
          source?: string
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'preferences_category_fkey'
            columns: ['category']
            isOneToOne: false
            referencedRelation: 'notification_categories'
            referencedColumns: ['key']
          },
          {
            foreignKeyName: 'preferences_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      profiles: {
        Row: {
          avatar_url: string | null
          created_at: string
          id: string
          locale: string
          name: string
          role: Database['public']['Enums']['person_role']
          time_zone: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          avatar_url?: string | null
          created_at?: string
          id: string
          locale?: string
          name: string
          role?: Database['public']['Enums']['person_role']
          time_zone?: string
          updated_at?: string
        }
        Update: {
          avatar_url?: string | null
          created_at?: string
          id?: string
          locale?: string
          name?: string
          role?: Database['public']['Enums']['person_role']
          time_zone?: string
          updated_at?: string
        }
        Relationships: []
      }
      push_subscriptions: {
        Row: {
          auth: string
          created_at: string
          device_id: string
          disabled_at: string | null
          disabled_reason: string | null
          endpoint: string
          id: string
          last_seen_at: string
          name: string
          p256dh: string
          user_agent: string | null
          user_id: string
        }
        ComputedFields: never
        Insert: {
          auth: string
          created_at?: string
          device_id: string
          disabled_at?: string | null
          disabled_reason?: string | null
          endpoint: string
          id?: string
          last_seen_at?: string
          name?: string
          p256dh: string
          user_agent?: string | null
          user_id: string
        }
        Update: {
          auth?: string
          created_at?: string
          device_id?: string
          disabled_at?: string | null
          disabled_reason?: string | null
          endpoint?: string
          id?: string
          last_seen_at?: string
          name?: string
          p256dh?: string
          user_agent?: string | null
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'push_subscriptions_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      quiet_hours: {
        Row: {
          ends: string
          is_enabled: boolean
          starts: string
          updated_at: string
          user_id: string
          weekdays: number[]
        }
        ComputedFields: never
        Insert: {
          ends?: string
          is_enabled?: boolean
          starts?: string
          updated_at?: string
          user_id: string
          weekdays?: number[]
        }
        Update: {
          ends?: string
          is_enabled?: boolean
          starts?: string
          updated_at?: string
          user_id?: string
          weekdays?: number[]
        }
        Relationships: [
          {
            foreignKeyName: 'quiet_hours_user_id_fkey'
            columns: ['user_id']
            isOneToOne: true
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      receipts: {
        Row: {
          amount_minor: number
          currency: string
          customer_name: string | null
          id: string
          issued_at: string
          kind: string
          locale: string
          made_at: string | null
          next_try_at: string | null
          number: string
          order_id: string
          path: string | null
          payment_id: string
          refund_id: string | null
          time_zone: string
          tries: number
        }
        ComputedFields: never
        Insert: {
          amount_minor: number
          currency: string
          customer_name?: string | null
          id?: string
          issued_at?: string
          kind: string
          locale: string
          made_at?: string | null
          next_try_at?: string | null
          number: string
          order_id: string
          path?: string | null
          payment_id: string
          refund_id?: string | null
          time_zone: string
          tries?: number
        }
        Update: {
          amount_minor?: number
          currency?: string
          customer_name?: string | null
          id?: string
          issued_at?: string
          kind?: string
          locale?: string
          made_at?: string | null
          next_try_at?: string | null
          number?: string
          order_id?: string
          path?: string | null
          payment_id?: string
          refund_id?: string | null
          time_zone?: string
          tries?: number
        }
        Relationships: [
          {
            foreignKeyName: 'receipts_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'receipts_payment_id_fkey'
            columns: ['payment_id']
            isOneToOne: false
            referencedRelation: 'payments'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'receipts_refund_id_fkey'
            columns: ['refund_id']
            isOneToOne: false
            referencedRelation: 'refunds'
            referencedColumns: ['id']
          },
        ]
      }
      refunds: {
        Row: {
          amount_minor: number
          answer: string | null
          attempt: number
          client_id: string
          completed_at: string | null
          created_at: string
          currency: string
          decided_by: string | null
          failure: string | null
          id: string
          next_try_at: string | null
          order_id: string
          payment_id: string
          provider_ref: string | null
          reason: string | null
          requested_by: string | null
          status: Database['public']['Enums']['refund_status']
          tries: number
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          amount_minor: number
          answer?: string | null
          attempt?: number
          client_id?: string
          completed_at?: string | null
          created_at?: string
          currency: string
          decided_by?: string | null
          failure?: string | null
          id?: string
          next_try_at?: string | null
          order_id: string
          payment_id: string
          provider_ref?: string | null
          reason?: string | null
          requested_by?: string | null
          status?: Database['public']['Enums']['refund_status']
          tries?: number
          updated_at?: string
        }
        Update: {
          amount_minor?: number
          answer?: string | null
          attempt?: number
          client_id?: string
          completed_at?: string | null
          created_at?: string
          currency?: string
          decided_by?: string | null
          failure?: string | null
          id?: string
          next_try_at?: string | null
          order_id?: string
          payment_id?: string
          provider_ref?: string | null
          reason?: string | null
          requested_by?: string | null
          status?: Database['public']['Enums']['refund_status']
          tries?: number
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'refunds_decided_by_fkey'
            columns: ['decided_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'refunds_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'refunds_payment_id_fkey'
            columns: ['payment_id']
            isOneToOne: false
            referencedRelation: 'payments'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'refunds_requested_by_fkey'
            columns: ['requested_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      resources: {
        Row: {
          created_at: string
          id: string
          is_active: boolean
          kind: string
          name: string
          partner_id: string | null
          time_zone: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          is_active?: boolean
          kind: string
          name: string
          partner_id?: string | null
          time_zone?: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          id?: string
          is_active?: boolean
          kind?: string
          name?: string
          partner_id?: string | null
          time_zone?: string
          updated_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'resources_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: true
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      room_members: {
        Row: {
          joined_at: string
          last_delivered_seq: number
          last_read_seq: number
          left_at: string | null
          left_note: string | null
          left_reason: Database['public']['Enums']['left_reason'] | null
          muted_until: string | null
          notify: Database['public']['Enums']['member_notify']
          quiet_until: string | null
          role: Database['public']['Enums']['member_role']
          room_id: string
          shown_read_seq: number
          user_id: string
        }
        ComputedFields: never
        Insert: {
          joined_at?: string
          last_delivered_seq?: number
          last_read_seq?: number
          left_at?: string | null
          left_note?: string | null
          left_reason?: Database['public']['Enums']['left_reason'] | null
          muted_until?: string | null
          notify?: Database['public']['Enums']['member_notify']
          quiet_until?: string | null
          role: Database['public']['Enums']['member_role']
          room_id: string
          shown_read_seq?: number
          user_id: string
        }
        Update: {
          joined_at?: string
          last_delivered_seq?: number
          last_read_seq?: number
          left_at?: string | null
          left_note?: string | null
          left_reason?: Database['public']['Enums']['left_reason'] | null
          muted_until?: string | null
          notify?: Database['public']['Enums']['member_notify']
          quiet_until?: string | null
          role?: Database['public']['Enums']['member_role']
          room_id?: string
          shown_read_seq?: number
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'room_members_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'room_members_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      room_ratings: {
        Row: {
          agent_id: string | null
          comment: string | null
          created_at: string
          room_id: string
          stars: number
          updated_at: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          agent_id?: string | null
          comment?: string | null
          created_at?: string
          room_id: string
          stars: number
          updated_at?: string
          user_id: string
        }
        Update: {
          agent_id?: string | null
          comment?: string | null
          created_at?: string
          room_id?: string
          stars?: number
          updated_at?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'room_ratings_agent_id_fkey'
            columns: ['agent_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'room_ratings_room_id_fkey'
            columns: ['room_id']
            isOneToOne: true
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'room_ratings_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      rooms: {
        Row: {
          closed_at: string | null
          created_at: string
          created_by: string | null
          epoch: number
          id: string
          kind: Database['public']['Enums']['room_kind']
          last_message_at: string | null
          last_rev: number
          last_seq: number
          member_limit: number
          notes_of: string | null
          open_key: string | null
          order_id: string | null
          status: Database['public']['Enums']['room_status']
          title: string | null
        }
        ComputedFields: never
        Insert: {
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          epoch?: number
          id?: string
          kind: Database['public']['Enums']['room_kind']
          last_message_at?: string | null
          last_rev?: number
          last_seq?: number
          member_limit?: number
          notes_of?: string | null
          open_key?: string | null
          order_id?: string | null
          status?: Database['public']['Enums']['room_status']
          title?: string | null
        }
        Update: {
          closed_at?: string | null
          created_at?: string
          created_by?: string | null
          epoch?: number
          id?: string
          kind?: Database['public']['Enums']['room_kind']
          last_message_at?: string | null
          last_rev?: number
          last_seq?: number
          member_limit?: number
          notes_of?: string | null
          open_key?: string | null
          order_id?: string | null
          status?: Database['public']['Enums']['room_status']
          title?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'rooms_created_by_fkey'
            columns: ['created_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'rooms_notes_of_fkey'
            columns: ['notes_of']
            isOneToOne: true
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'rooms_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
        ]
      }
      service_resources: {
        Row: {
          resource_id: string
          service_key: string
        }
        ComputedFields: never
        Insert: {
          resource_id: string
          service_key: string
        }
        Update: {
          resource_id?: string
          service_key?: string
        }
        Relationships: [
          {
            foreignKeyName: 'service_resources_resource_id_fkey'
            columns: ['resource_id']
            isOneToOne: false
            referencedRelation: 'resources'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'service_resources_service_key_fkey'
            columns: ['service_key']
            isOneToOne: false
            referencedRelation: 'services'
            referencedColumns: ['key']
          },
        ]
      }
      services: {
        Row: {
          created_at: string
          detail: string | null
          duration_min: number
          free_cancel_min: number
          horizon_days: number
          is_offered: boolean
          key: string
          label: string
          lead_min: number
          needs_carer: boolean
          needs_confirming: boolean
          needs_room: boolean
          pause_min: number
          place: string | null
          position: number
          remind_before_min: number[]
          step_min: number
          time_zone: string
          updated_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          detail?: string | null
          duration_min: number
          free_cancel_min?: number
          horizon_days?: number
          is_offered?: boolean
          key: string
          label: string
          lead_min?: number
          needs_carer?: boolean
          needs_confirming?: boolean
          needs_room?: boolean
          pause_min?: number
          place?: string | null
          position?: number
          remind_before_min?: number[]
          step_min?: number
          time_zone?: string
          updated_at?: string
        }
        Update: {
          created_at?: string
          detail?: string | null
          duration_min?: number
          free_cancel_min?: number
          horizon_days?: number
          is_offered?: boolean
          key?: string
          label?: string
          lead_min?: number
          needs_carer?: boolean
          needs_confirming?: boolean
          needs_room?: boolean
          pause_min?: number
          place?: string | null
          position?: number
          remind_before_min?: number[]
          step_min?: number
          time_zone?: string
          updated_at?: string
        }
        Relationships: []
      }
      support_labels: {
        Row: {
          name: string
          tone: Database['public']['Enums']['label_tone']
        }
        ComputedFields: never
        Insert: {
          name: string
          tone?: Database['public']['Enums']['label_tone']
        }
        Update: {
          name?: string
          tone?: Database['public']['Enums']['label_tone']
        }
        Relationships: []
      }
      support_ticket_labels: {
        Row: {
          label: string
          room_id: string
        }
        ComputedFields: never
        Insert: {
          label: string
          room_id: string
        }
        Update: {
          label?: string
          room_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'support_ticket_labels_label_fkey'
            columns: ['label']
            isOneToOne: false
            referencedRelation: 'support_labels'
            referencedColumns: ['name']
          },
          {
            foreignKeyName: 'support_ticket_labels_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'support_tickets'
            referencedColumns: ['room_id']
          },
        ]
      }
      support_tickets: {
        Row: {
          assignee_id: string | null
          client_id: string
          created_at: string
          first_reply_at: string | null
          first_reply_by: string | null
          is_open: boolean
          last_activity_at: string
          number: string
          order_id: string | null
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reopened_count: number
          requester_id: string | null
          resolved_at: string | null
          resolved_by: string | null
          room_id: string
          settled_seq: number
          snoozed_until: string | null
          subject: string
          waiting_since: string | null
        }
        ComputedFields: never
        Insert: {
          assignee_id?: string | null
          client_id: string
          created_at?: string
          first_reply_at?: string | null
          first_reply_by?: string | null
          is_open?: never
          last_activity_at?: string
          number?: string
          order_id?: string | null
          priority?: Database['public']['Enums']['ticket_priority']
          rank?: number
          reopened_count?: number
          requester_id?: string | null
          resolved_at?: string | null
          resolved_by?: string | null
          room_id: string
          settled_seq?: number
          snoozed_until?: string | null
          subject: string
          waiting_since?: string | null
        }
        Update: {
          assignee_id?: string | null
          client_id?: string
          created_at?: string
          first_reply_at?: string | null
          first_reply_by?: string | null
          is_open?: never
          last_activity_at?: string
          number?: string
          order_id?: string | null
          priority?: Database['public']['Enums']['ticket_priority']
          rank?: number
          reopened_count?: number
          requester_id?: string | null
          resolved_at?: string | null
          resolved_by?: string | null
          room_id?: string
          settled_seq?: number
          snoozed_until?: string | null
          subject?: string
          waiting_since?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'support_tickets_assignee_id_fkey'
            columns: ['assignee_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'support_tickets_first_reply_by_fkey'
            columns: ['first_reply_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'support_tickets_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'support_tickets_requester_id_fkey'
            columns: ['requester_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'support_tickets_resolved_by_fkey'
            columns: ['resolved_by']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'support_tickets_room_id_fkey'
            columns: ['room_id']
            isOneToOne: true
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
        ]
      }
      thread_marks: {
        Row: {
          last_read_seq: number
          room_id: string
          thread_root: string
          user_id: string
        }
        ComputedFields: never
        Insert: {
          last_read_seq?: number
          room_id: string
          thread_root: string
          user_id: string
        }
        Update: {
          last_read_seq?: number
          room_id?: string
          thread_root?: string
          user_id?: string
        }
        Relationships: [
          {
            foreignKeyName: 'thread_marks_room_id_fkey'
            columns: ['room_id']
            isOneToOne: false
            referencedRelation: 'rooms'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'thread_marks_thread_root_fkey'
            columns: ['thread_root']
            isOneToOne: false
            referencedRelation: 'messages'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'thread_marks_user_id_fkey'
            columns: ['user_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      tracking_tokens: {
        Row: {
          created_at: string
          id: string
          last_used_at: string | null
          order_id: string
          partner_id: string
          revoked_at: string | null
          share_id: string
          token_hash: string
          used_by: string | null
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          id?: string
          last_used_at?: string | null
          order_id: string
          partner_id: string
          revoked_at?: string | null
          share_id: string
          token_hash: string
          used_by?: string | null
        }
        Update: {
          created_at?: string
          id?: string
          last_used_at?: string | null
          order_id?: string
          partner_id?: string
          revoked_at?: string | null
          share_id?: string
          token_hash?: string
          used_by?: string | null
        }
        Relationships: [
          {
            foreignKeyName: 'tracking_tokens_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tracking_tokens_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'tracking_tokens_share_id_fkey'
            columns: ['share_id']
            isOneToOne: false
            referencedRelation: 'location_shares'
            referencedColumns: ['id']
          },
        ]
      }
      trail_summaries: {
        Row: {
          created_at: string
          distance_m: number
          ended_at: string
          order_id: string
          partner_id: string
          points: number
          polyline: NonNullable<Json>
          started_at: string
        }
        ComputedFields: never
        Insert: {
          created_at?: string
          distance_m: number
          ended_at: string
          order_id: string
          partner_id: string
          points: number
          polyline: NonNullable<Json>
          started_at: string
        }
        Update: {
          created_at?: string
          distance_m?: number
          ended_at?: string
          order_id?: string
          partner_id?: string
          points?: number
          polyline?: NonNullable<Json>
          started_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'trail_summaries_order_id_fkey'
            columns: ['order_id']
            isOneToOne: false
            referencedRelation: 'orders'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'trail_summaries_partner_id_fkey'
            columns: ['partner_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
      user_blocks: {
        Row: {
          blocked_id: string
          blocker_id: string
          created_at: string
        }
        ComputedFields: never
        Insert: {
          blocked_id: string
          blocker_id: string
          created_at?: string
        }
        Update: {
          blocked_id?: string
          blocker_id?: string
          created_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'user_blocks_blocked_id_fkey'
            columns: ['blocked_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'user_blocks_blocker_id_fkey'
            columns: ['blocker_id']
            isOneToOne: false
            referencedRelation: 'profiles'
            referencedColumns: ['id']
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      accept_call: { Args: { call_id: string; device_id: string }; Returns: Json }
      accept_order: {
        Args: { order_id: string }
        Returns: {
          arrive_radius_m: number
          client_id: string
          closed_at: string | null
          created_at: string
          currency: string | null
          customer_id: string | null
          dropoff_address: string
          dropoff_lat: number
          dropoff_lng: number
          id: string
          kind: Database['public']['Enums']['order_kind']
          location_epoch: number
          near_radius_m: number
          note: string | null
          number: string
          partner_id: string | null
          pickup_address: string
          pickup_lat: number
          pickup_lng: number
          status: Database['public']['Enums']['order_status']
          status_note: string | null
          total_minor: number | null
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      add_exception: {
        Args: {
          ends?: string
          first_day: string
          is_open: boolean
          last_day: string
          note?: string
          resource_id: string
          starts?: string
        }
        Returns: Json
      }
      add_member: {
        Args: { role?: Database['public']['Enums']['member_role']; room_id: string; user_id: string }
        Returns: undefined
      }
      advance_order: {
        Args: { note?: string; order_id: string; to_status: Database['public']['Enums']['order_status'] }
        Returns: {
          arrive_radius_m: number
          client_id: string
          closed_at: string | null
          created_at: string
          currency: string | null
          customer_id: string | null
          dropoff_address: string
          dropoff_lat: number
          dropoff_lng: number
          id: string
          kind: Database['public']['Enums']['order_kind']
          location_epoch: number
          near_radius_m: number
          note: string | null
          number: string
          partner_id: string | null
          pickup_address: string
          pickup_lat: number
          pickup_lng: number
          status: Database['public']['Enums']['order_status']
          status_note: string | null
          total_minor: number | null
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      announcement_list: {
        Args: { before?: string; before_id?: string; page?: number }
        Returns: {
          audience_kind: string
          author: string
          cancelled_at: string
          created_at: string
          event_type: string
          finished_at: string
          id: string
          priority: Database['public']['Enums']['notification_priority']
          scheduled_for: string
          started_at: string
          state: Database['public']['Enums']['announcement_state']
          title: string
          told: number
          updated_at: string
        }[]
      }
      announcement_progress: { Args: { id: string }; Returns: Json }
      apply_payment_event: { Args: { id: number }; Returns: string }
      archive_notifications: { Args: { filter?: Json; ids?: string[] }; Returns: Json }
      archive_room: { Args: { room_id: string }; Returns: undefined }
      assign_ticket: {
        Args: { room_id: string; user_id?: string }
        Returns: {
          assignee_id: string | null
          client_id: string
          created_at: string
          first_reply_at: string | null
          first_reply_by: string | null
          is_open: boolean
          last_activity_at: string
          number: string
          order_id: string | null
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reopened_count: number
          requester_id: string | null
          resolved_at: string | null
          resolved_by: string | null
          room_id: string
          settled_seq: number
          snoozed_until: string | null
          subject: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'support_tickets'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      audit_csv: { Args: { filter?: Json }; Returns: string }
      audit_page: {
        Args: { before?: number; filter?: Json; page?: number }
        Returns: {
          actor_id: string
          actor_kind: string
          actor_name: string
          at: string
          became: Json
          call: string
          database_role: string
          id: number
          person_id: string
          person_name: string
          row_key: string
          table_name: string
          transaction_id: number
          verb: string
          was: Json
        }[]
      }
      audit_tables: { Args: Record<PropertyKey, never>; Returns: string[] }
      begin_upload: {
        Args: {
          bytes: number
          file_id: string
          height?: number
          mime: string
          name: string
          room_id: string
          thumbnail_bytes?: number
          width?: number
        }
        Returns: Json
      }
      block_person: { Args: { user_id: string }; Returns: undefined }
      book: {
        Args: {
          carer_id?: string
          client_id: string
          customer_id?: string
          note?: string
          order_id?: string
          room_id?: string
          service_key: string
          starts_at: string
        }
        Returns: {
          carer_id: string | null
          client_id: string
          created_at: string
          customer_id: string | null
          ends_at: string
          id: string
          note: string | null
          number: string
          occupied: unknown
          occurrence_on: string | null
          order_id: string | null
          partner_id: string | null
          room_id: string | null
          series_id: string | null
          service_key: string
          starts_at: string
          status: Database['public']['Enums']['booking_status']
          time_zone: string
          updated_at: string
          version: number
        }
        SetofOptions: {
          from: '*'
          to: 'bookings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      book_series: {
        Args: {
          carer_id?: string
          client_id: string
          every?: number
          most?: number
          note?: string
          service_key: string
          starts_at: string
          unit: string
          until?: string
          weekdays?: number[]
        }
        Returns: Json
      }
      booking_list: {
        Args: { from_at: string; newest_first?: boolean; page?: number; scope?: string; to_at: string }
        Returns: Json[]
      }
      booking_view: { Args: { booking_id: string }; Returns: Json }
      call_pass: { Args: { call_id: string; device_id: string; user_id: string }; Returns: Json }
      callable_people: {
        Args: { room_id: string }
        Returns: {
          kind: string
          max_seconds: number
          name: string
          person_id: string
          ring_seconds: number
        }[]
      }
      cancel_announcement: {
        Args: { id: string }
        Returns: {
          action_url: string | null
          audience: NonNullable<Json>
          cancelled_at: string | null
          channels: Database['public']['Enums']['notification_channel'][] | null
          created_at: string
          created_by: string | null
          cursor_id: string | null
          default_locale: string
          event_type: string
          failures: number
          fault: string | null
          finished_at: string | null
          id: string
          image_url: string | null
          priority: Database['public']['Enums']['notification_priority']
          retry_at: string | null
          said_at: string | null
          scheduled_for: string | null
          started_at: string | null
          state: Database['public']['Enums']['announcement_state']
          updated_at: string
          words: NonNullable<Json>
        }
        SetofOptions: {
          from: '*'
          to: 'announcements'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      cancel_booking: {
        Args: { booking_id: string }
        Returns: {
          carer_id: string | null
          client_id: string
          created_at: string
          customer_id: string | null
          ends_at: string
          id: string
          note: string | null
          number: string
          occupied: unknown
          occurrence_on: string | null
          order_id: string | null
          partner_id: string | null
          room_id: string | null
          series_id: string | null
          service_key: string
          starts_at: string
          status: Database['public']['Enums']['booking_status']
          time_zone: string
          updated_at: string
          version: number
        }
        SetofOptions: {
          from: '*'
          to: 'bookings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      cancel_call: { Args: { call_id: string }; Returns: Json }
      cancel_notification: { Args: { id: string }; Returns: Json }
      cancel_upload: { Args: { file_id: string }; Returns: undefined }
      claim_call_closings: {
        Args: { batch?: number }
        Returns: {
          call_id: string
          lease_token: string
        }[]
      }
      claim_deliveries: {
        Args: { batch?: number; channel: Database['public']['Enums']['notification_channel']; worker: string }
        Returns: {
          attempt: number
          expires_at: string
          fault: string
          id: string
          in_doubt_since: string
          lease_token: string
          notification_id: string
          priority: Database['public']['Enums']['notification_priority']
          provider: string
          rendered: Json
          target: Json
          user_id: string
        }[]
      }
      claim_file_removals: {
        Args: { batch?: number }
        Returns: {
          bucket_id: string
          path: string
        }[]
      }
      claim_files: {
        Args: { batch?: number }
        Returns: {
          bucket_id: string
          id: string
          lease_token: string
          mime: string
          path: string
          stored_bucket_id: string
          stored_path: string
          stored_thumbnail_path: string
          thumbnail_path: string
        }[]
      }
      claim_link_lookups: {
        Args: { batch?: number }
        Returns: {
          lease_token: string
          message_id: string
          url: string
        }[]
      }
      claim_payments: {
        Args: { batch?: number }
        Returns: {
          amount_minor: number
          currency: string
          id: string
          is_over: boolean
          provider: string
          provider_ref: string
        }[]
      }
      claim_receipts: { Args: { batch?: number }; Returns: Json[] }
      claim_refunds: {
        Args: { batch?: number }
        Returns: {
          amount_minor: number
          attempt: number
          charge: string
          currency: string
          id: string
          payment_ref: string
          provider: string
          reason: string
          refund_ref: string
          tries: number
        }[]
      }
      claim_route_requests: {
        Args: { batch?: number }
        Returns: {
          from_lat: number
          from_lng: number
          lease_token: string
          order_id: string
          to_lat: number
          to_lng: number
        }[]
      }
      claim_unpriced: {
        Args: { batch?: number }
        Returns: {
          id: string
          provider_message_id: string
        }[]
      }
      close_booking: {
        Args: { booking_id: string; has_come: boolean }
        Returns: {
          carer_id: string | null
          client_id: string
          created_at: string
          customer_id: string | null
          ends_at: string
          id: string
          note: string | null
          number: string
          occupied: unknown
          occurrence_on: string | null
          order_id: string | null
          partner_id: string | null
          room_id: string | null
          series_id: string | null
          service_key: string
          starts_at: string
          status: Database['public']['Enums']['booking_status']
          time_zone: string
          updated_at: string
          version: number
        }
        SetofOptions: {
          from: '*'
          to: 'bookings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      close_refund: { Args: { is_given: boolean; refund_id: string }; Returns: undefined }
      close_room: { Args: { room_id: string }; Returns: undefined }
      confirm_booking: {
        Args: { booking_id: string }
        Returns: {
          carer_id: string | null
          client_id: string
          created_at: string
          customer_id: string | null
          ends_at: string
          id: string
          note: string | null
          number: string
          occupied: unknown
          occurrence_on: string | null
          order_id: string | null
          partner_id: string | null
          room_id: string | null
          series_id: string | null
          service_key: string
          starts_at: string
          status: Database['public']['Enums']['booking_status']
          time_zone: string
          updated_at: string
          version: number
        }
        SetofOptions: {
          from: '*'
          to: 'bookings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      decide_refund: {
        Args: { amount_minor?: number; answer?: string; is_granted: boolean; refund_id: string }
        Returns: Database['public']['Enums']['refund_status']
      }
      decline_call: { Args: { call_id: string }; Returns: Json }
      delete_canned_reply: { Args: { id: string }; Returns: undefined }
      delete_exception: { Args: { exception_id: string }; Returns: boolean }
      delete_label: { Args: { name: string }; Returns: string[] }
      delete_message: {
        Args: { message_id: string }
        Returns: {
          body: string | null
          client_id: string | null
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          edited_at: string | null
          files: NonNullable<Json>
          id: string
          link: Json | null
          mentions: string[]
          meta: NonNullable<Json>
          pinned_at: string | null
          pinned_by: string | null
          reactions: NonNullable<Json>
          reply_to: string | null
          rev: number
          room_id: string
          sender_id: string | null
          seq: number
          source_event: string | null
          thread_count: number
          thread_root: string | null
          thread_seq: number | null
          type: Database['public']['Enums']['message_type']
        }
        SetofOptions: {
          from: '*'
          to: 'messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      delete_notifications: { Args: { filter?: Json; ids?: string[] }; Returns: Json }
      delivery_health: { Args: { since?: string }; Returns: Json }
      delivery_history: { Args: { span?: string }; Returns: Json }
      discard_announcement: { Args: { id: string }; Returns: undefined }
      edit_message: {
        Args: { body: string; mentions?: string[]; message_id: string }
        Returns: {
          body: string | null
          client_id: string | null
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          edited_at: string | null
          files: NonNullable<Json>
          id: string
          link: Json | null
          mentions: string[]
          meta: NonNullable<Json>
          pinned_at: string | null
          pinned_by: string | null
          reactions: NonNullable<Json>
          reply_to: string | null
          rev: number
          room_id: string
          sender_id: string | null
          seq: number
          source_event: string | null
          thread_count: number
          thread_root: string | null
          thread_seq: number | null
          type: Database['public']['Enums']['message_type']
        }
        SetofOptions: {
          from: '*'
          to: 'messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      email_subscription: { Args: { delivery_id: string }; Returns: Json }
      end_call: { Args: { call_id: string; reason?: Database['public']['Enums']['call_end'] }; Returns: Json }
      end_series: { Args: { series_id: string }; Returns: Json }
      erase_my_account: { Args: { email: string }; Returns: string }
      erase_my_location: { Args: Record<PropertyKey, never>; Returns: Json }
      explain_notification: {
        Args: { id: string }
        Returns: {
          channel: string
          code: string
          is_sent: boolean
          remedy: string
          state: string
          target: string
          timeline: Json
          why: string
        }[]
      }
      export_csv: { Args: { view_name: string }; Returns: string }
      export_my_data: { Args: Record<PropertyKey, never>; Returns: Json }
      export_my_location: { Args: Record<PropertyKey, never>; Returns: Json }
      extend_notification: { Args: { expires_at: string; id: string }; Returns: Json }
      finish_phone_verification: { Args: { id: string }; Returns: string }
      free_slots: {
        Args: { and_taken?: boolean; carer_id?: string; from_at: string; service_key: string; to_at: string }
        Returns: {
          carer_ids: string[]
          ends_at: string
          is_free: boolean
          starts_at: string
        }[]
      }
      give_refund: {
        Args: { amount_minor?: number; client_id: string; payment_id: string; reason?: string }
        Returns: string
      }
      give_up_payment: { Args: { payment_id: string; reason: string }; Returns: boolean }
      hold_location: { Args: { days?: number; order_id: string; reason: string }; Returns: string }
      inbox_page: {
        Args: { before_at?: string; before_id?: string; filter?: Json; page_size?: number }
        Returns: {
          action_label: string
          action_url: string
          archived_at: string
          body: string
          category: string
          created_at: string
          event_type: string
          id: string
          image_url: string
          inbox_at: string
          priority: Database['public']['Enums']['notification_priority']
          read_at: string
          seen_at: string
          snoozed_until: string
          subject_id: string
          subject_type: string
          title: string
        }[]
      }
      inbox_statistics: {
        Args: Record<PropertyKey, never>
        Returns: {
          category: string
          label: string
          last_7_days: number
          total: number
          unread: number
        }[]
      }
      ingest_by_token: { Args: { app: string; points: Json; token: string }; Returns: Json }
      ingest_locations: { Args: { order_id: string; points: Json; sent_at?: string }; Returns: Json }
      join_call: { Args: { call_id: string; device_id: string }; Returns: Json }
      join_room: { Args: { order_id?: string; room_id?: string }; Returns: string }
      keep_my_account: { Args: Record<PropertyKey, never>; Returns: boolean }
      keep_watching: { Args: { order_id: string }; Returns: undefined }
      leave_room: { Args: { room_id: string }; Returns: undefined }
      lift_suspension: { Args: { user_id: string }; Returns: undefined }
      lint_templates: {
        Args: Record<PropertyKey, never>
        Returns: {
          channel: Database['public']['Enums']['notification_channel']
          detail: string
          event_type: string
          finding: string
          locale: string
        }[]
      }
      look_at_room: {
        Args: { client_id?: string; is_looking?: boolean; room_id?: string }
        Returns: undefined
      }
      mark_delivered: { Args: { room_id: string; seq: number }; Returns: undefined }
      mark_notifications_read: { Args: { filter?: Json; ids?: string[] }; Returns: Json }
      mark_notifications_seen: { Args: { ids: string[] }; Returns: number }
      mark_notifications_unread: { Args: { filter?: Json; ids?: string[] }; Returns: Json }
      mark_read: { Args: { room_id: string; seq: number }; Returns: undefined }
      mark_thread_read: { Args: { seq: number; thread_root: string }; Returns: undefined }
      message_history: {
        Args: { message_id: string }
        Returns: {
          body: string
          written_at: string
        }[]
      }
      message_owners: {
        Args: { ids: string[]; provider: string }
        Returns: {
          delivery_id: string
          provider_message_id: string
        }[]
      }
      move_booking: {
        Args: { booking_id: string; carer_id?: string; starts_at: string }
        Returns: {
          carer_id: string | null
          client_id: string
          created_at: string
          customer_id: string | null
          ends_at: string
          id: string
          note: string | null
          number: string
          occupied: unknown
          occurrence_on: string | null
          order_id: string | null
          partner_id: string | null
          room_id: string | null
          series_id: string | null
          service_key: string
          starts_at: string
          status: Database['public']['Enums']['booking_status']
          time_zone: string
          updated_at: string
          version: number
        }
        SetofOptions: {
          from: '*'
          to: 'bookings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      mute_member: { Args: { room_id: string; until: string; user_id: string }; Returns: undefined }
      my_blocks: {
        Args: Record<PropertyKey, never>
        Returns: {
          blocked_at: string
          name: string
          user_id: string
        }[]
      }
      my_call: { Args: Record<PropertyKey, never>; Returns: Json }
      my_departure: {
        Args: { order_id?: string; room_id?: string }
        Returns: {
          left_at: string
          note: string
          reason: Database['public']['Enums']['left_reason']
          title: string
        }[]
      }
      my_location_views: { Args: { before?: string }; Returns: Json[] }
      my_phones: {
        Args: Record<PropertyKey, never>
        Returns: {
          id: string
          masked: string
          stopped_at: string
          verified_at: string
        }[]
      }
      my_requests: {
        Args: { before?: string; page?: number }
        Returns: {
          comment: string
          created_at: string
          last_message_at: string
          may_rate: boolean
          number: string
          order_id: string
          order_number: string
          resolved_at: string
          room_id: string
          stars: number
          state: string
          subject: string
          unread: number
        }[]
      }
      my_series: { Args: Record<PropertyKey, never>; Returns: Json[] }
      note_call_room: { Args: { call_id: string; provider_room: string }; Returns: boolean }
      note_charge: {
        Args: { charge_ref: string; payment_id: string; provider_ref: string }
        Returns: undefined
      }
      note_payment_start: {
        Args: { checkout_url?: string; expires_at?: string; payment_id: string; provider_ref: string }
        Returns: boolean
      }
      note_phone_verification: {
        Args: { id: string; line_type?: string; provider_sid?: string; reason?: string; state: string }
        Returns: undefined
      }
      notes_room: { Args: { room_id: string }; Returns: string }
      notify: {
        Args: {
          action_url?: string
          data?: Json
          dedupe_key?: string
          deliver_after?: string
          event_type: string
          image_url?: string
          priority?: Database['public']['Enums']['notification_priority']
          subject_id?: string
          subject_type?: string
          user_id: string
        }
        Returns: string
      }
      open_direct_room: {
        Args: { user_id: string }
        Returns: {
          closed_at: string | null
          created_at: string
          created_by: string | null
          epoch: number
          id: string
          kind: Database['public']['Enums']['room_kind']
          last_message_at: string | null
          last_rev: number
          last_seq: number
          member_limit: number
          notes_of: string | null
          open_key: string | null
          order_id: string | null
          status: Database['public']['Enums']['room_status']
          title: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'rooms'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      open_guest_room: {
        Args: { guest_id: string; members?: string[]; title?: string }
        Returns: {
          closed_at: string | null
          created_at: string
          created_by: string | null
          epoch: number
          id: string
          kind: Database['public']['Enums']['room_kind']
          last_message_at: string | null
          last_rev: number
          last_seq: number
          member_limit: number
          notes_of: string | null
          open_key: string | null
          order_id: string | null
          status: Database['public']['Enums']['room_status']
          title: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'rooms'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      open_staff_room: {
        Args: { client_id?: string; members?: string[]; title: string }
        Returns: {
          closed_at: string | null
          created_at: string
          created_by: string | null
          epoch: number
          id: string
          kind: Database['public']['Enums']['room_kind']
          last_message_at: string | null
          last_rev: number
          last_seq: number
          member_limit: number
          notes_of: string | null
          open_key: string | null
          order_id: string | null
          status: Database['public']['Enums']['room_status']
          title: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'rooms'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      open_support: {
        Args: { body: string; client_id: string; order_id?: string; subject: string }
        Returns: {
          closed_at: string | null
          created_at: string
          created_by: string | null
          epoch: number
          id: string
          kind: Database['public']['Enums']['room_kind']
          last_message_at: string | null
          last_rev: number
          last_seq: number
          member_limit: number
          notes_of: string | null
          open_key: string | null
          order_id: string | null
          status: Database['public']['Enums']['room_status']
          title: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'rooms'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      open_ticket: {
        Args: { room_id: string }
        Returns: {
          assignee_id: string | null
          client_id: string
          created_at: string
          first_reply_at: string | null
          first_reply_by: string | null
          is_open: boolean
          last_activity_at: string
          number: string
          order_id: string | null
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reopened_count: number
          requester_id: string | null
          resolved_at: string | null
          resolved_by: string | null
          room_id: string
          settled_seq: number
          snoozed_until: string | null
          subject: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'support_tickets'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      open_tracking: { Args: { order_id: string }; Returns: Json }
      operations_map: { Args: Record<PropertyKey, never>; Returns: Json }
      order_balance: { Args: { order_id: string }; Returns: Json }
      pause_sharing: {
        Args: { is_hidden?: boolean; order_id: string }
        Returns: {
          changed_at: string
          consent_version: string
          id: string
          is_held: boolean
          order_id: string
          partner_id: string
          pauses: unknown
          started_at: string
          status: Database['public']['Enums']['share_status']
          stopped_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'location_shares'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      payment_is_over: { Args: { payment_id: string }; Returns: boolean }
      payment_of_callback: { Args: { payment_id: string; provider: string }; Returns: Json }
      payment_status_of: { Args: { payment_id: string }; Returns: string }
      payment_to_read: { Args: { payment_id: string; person_id: string }; Returns: Json }
      people_page: {
        Args: {
          before?: string
          before_id?: string
          page?: number
          search?: string
          suspended?: boolean
          with_role?: Database['public']['Enums']['person_role']
        }
        Returns: {
          avatar_url: string
          created_at: string
          email: string
          id: string
          name: string
          open_orders: number
          role: Database['public']['Enums']['person_role']
          seen_at: string
          suspended_until: string
        }[]
      }
      person_overview: { Args: { user_id: string }; Returns: Json }
      pin_message: {
        Args: { is_pinned?: boolean; message_id: string }
        Returns: {
          body: string | null
          client_id: string | null
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          edited_at: string | null
          files: NonNullable<Json>
          id: string
          link: Json | null
          mentions: string[]
          meta: NonNullable<Json>
          pinned_at: string | null
          pinned_by: string | null
          reactions: NonNullable<Json>
          reply_to: string | null
          rev: number
          room_id: string
          sender_id: string | null
          seq: number
          source_event: string | null
          thread_count: number
          thread_root: string | null
          thread_seq: number | null
          type: Database['public']['Enums']['message_type']
        }
        SetofOptions: {
          from: '*'
          to: 'messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      place_order: {
        Args: {
          client_id: string
          dropoff_address: string
          dropoff_lat: number
          dropoff_lng: number
          kind: Database['public']['Enums']['order_kind']
          note?: string
          pickup_address: string
          pickup_lat: number
          pickup_lng: number
        }
        Returns: {
          arrive_radius_m: number
          client_id: string
          closed_at: string | null
          created_at: string
          currency: string | null
          customer_id: string | null
          dropoff_address: string
          dropoff_lat: number
          dropoff_lng: number
          id: string
          kind: Database['public']['Enums']['order_kind']
          location_epoch: number
          near_radius_m: number
          note: string | null
          number: string
          partner_id: string | null
          pickup_address: string
          pickup_lat: number
          pickup_lng: number
          status: Database['public']['Enums']['order_status']
          status_note: string | null
          total_minor: number | null
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'orders'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      preference_grid: {
        Args: { locale?: string }
        Returns: {
          category: string
          channel: Database['public']['Enums']['notification_channel']
          is_enabled: boolean
          is_locked: boolean
          label: string
          reason: string
          wording: string
          wording_version: string
        }[]
      }
      preview_announcement: {
        Args: { default_locale?: string; event_type?: string; locale?: string; words: Json }
        Returns: Json
      }
      preview_audience: {
        Args: {
          audience: Json
          channels?: Database['public']['Enums']['notification_channel'][]
          event_type?: string
        }
        Returns: Json
      }
      preview_template: {
        Args: {
          channel: Database['public']['Enums']['notification_channel']
          event_type: string
          locale?: string
          notification_id?: string
          order_id?: string
          version?: number
        }
        Returns: {
          action_label: string
          body: string
          characters: number
          currency: string
          encoding: string
          made_from: string
          price: number
          segments: number
          template_locale: string
          template_version: number
          title: string
        }[]
      }
      rate_room: {
        Args: { comment?: string; room_id: string; stars: number }
        Returns: {
          agent_id: string | null
          comment: string | null
          created_at: string
          room_id: string
          stars: number
          updated_at: string
          user_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'room_ratings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      react: {
        Args: { emoji: string; is_on?: boolean; message_id: string }
        Returns: {
          body: string | null
          client_id: string | null
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          edited_at: string | null
          files: NonNullable<Json>
          id: string
          link: Json | null
          mentions: string[]
          meta: NonNullable<Json>
          pinned_at: string | null
          pinned_by: string | null
          reactions: NonNullable<Json>
          reply_to: string | null
          rev: number
          room_id: string
          sender_id: string | null
          seq: number
          source_event: string | null
          thread_count: number
          thread_root: string | null
          thread_seq: number | null
          type: Database['public']['Enums']['message_type']
        }
        SetofOptions: {
          from: '*'
          to: 'messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      record_call_event: {
        Args: {
          call_id: string
          event_key: string
          happened_at: string
          identity: string
          kind: string
          participant: string
          provider_room: string
          raw: Json
        }
        Returns: boolean
      }
      record_door_payment: {
        Args: { amount_minor?: number; client_id: string; order_id: string; provider: string }
        Returns: string
      }
      record_engagement: { Args: { action?: string; delivery_id: string; kind: string }; Returns: string }
      record_inbound_sms: {
        Args: {
          body: string
          from_number: string
          opt_out_type?: string
          provider: string
          provider_message_id: string
          to_number: string
        }
        Returns: Json
      }
      record_prices: { Args: { results: Json }; Returns: number }
      record_provider_event: {
        Args: {
          delivery_id: string
          error_code: string
          event_key: string
          provider: string
          provider_message_id: string
          raw: Json
          status: string
        }
        Returns: string
      }
      redeliver: { Args: { delivery_id: string }; Returns: string }
      release_location: { Args: { order_id: string }; Returns: undefined }
      remove_device: { Args: { device_id: string }; Returns: undefined }
      remove_link_preview: {
        Args: { message_id: string }
        Returns: {
          body: string | null
          client_id: string | null
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          edited_at: string | null
          files: NonNullable<Json>
          id: string
          link: Json | null
          mentions: string[]
          meta: NonNullable<Json>
          pinned_at: string | null
          pinned_by: string | null
          reactions: NonNullable<Json>
          reply_to: string | null
          rev: number
          room_id: string
          sender_id: string | null
          seq: number
          source_event: string | null
          thread_count: number
          thread_root: string | null
          thread_seq: number | null
          type: Database['public']['Enums']['message_type']
        }
        SetofOptions: {
          from: '*'
          to: 'messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      remove_member: { Args: { reason?: string; room_id: string; user_id: string }; Returns: undefined }
      remove_phone: { Args: { phone_id: string }; Returns: boolean }
      remove_push_subscription: { Args: { endpoint: string; user_id: string }; Returns: number }
      rename_device: { Args: { device_id: string; name: string }; Returns: undefined }
      reopen_room: { Args: { room_id: string }; Returns: undefined }
      reopen_ticket: {
        Args: { room_id: string }
        Returns: {
          assignee_id: string | null
          client_id: string
          created_at: string
          first_reply_at: string | null
          first_reply_by: string | null
          is_open: boolean
          last_activity_at: string
          number: string
          order_id: string | null
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reopened_count: number
          requester_id: string | null
          resolved_at: string | null
          resolved_by: string | null
          room_id: string
          settled_seq: number
          snoozed_until: string | null
          subject: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'support_tickets'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      replay_trail: { Args: { order_id: string }; Returns: Json }
      report_message: {
        Args: { comment?: string; message_id: string; reason: Database['public']['Enums']['report_reason'] }
        Returns: undefined
      }
      report_queue: {
        Args: { before?: string; is_settled?: boolean; page?: number }
        Returns: {
          body: string
          comment: string
          created_at: string
          id: string
          is_deleted: boolean
          message_id: string
          note: string
          outcome: Database['public']['Enums']['report_outcome']
          reason: Database['public']['Enums']['report_reason']
          reporter_name: string
          reports_of_sender: number
          room_id: string
          room_title: string
          sender_id: string
          sender_name: string
          settled_at: string
          settled_by_name: string
          suspended_until: string
        }[]
      }
      request_call: { Args: { client_id: string; device_id: string; room_id: string }; Returns: Json }
      request_refund: {
        Args: { amount_minor?: number; client_id: string; payment_id: string; reason?: string }
        Returns: string
      }
      reschedule_notification: { Args: { deliver_after: string; id: string }; Returns: Json }
      resolve_ticket: {
        Args: { room_id: string }
        Returns: {
          assignee_id: string | null
          client_id: string
          created_at: string
          first_reply_at: string | null
          first_reply_by: string | null
          is_open: boolean
          last_activity_at: string
          number: string
          order_id: string | null
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reopened_count: number
          requester_id: string | null
          resolved_at: string | null
          resolved_by: string | null
          room_id: string
          settled_seq: number
          snoozed_until: string | null
          subject: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'support_tickets'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      restore_label: {
        Args: { name: string; room_ids: string[]; tone: Database['public']['Enums']['label_tone'] }
        Returns: undefined
      }
      resume_sharing: {
        Args: { order_id: string }
        Returns: {
          changed_at: string
          consent_version: string
          id: string
          is_held: boolean
          order_id: string
          partner_id: string
          pauses: unknown
          started_at: string
          status: Database['public']['Enums']['share_status']
          stopped_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'location_shares'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      retry_refund: { Args: { refund_id: string }; Returns: undefined }
      room_list: {
        Args: Record<PropertyKey, never>
        Returns: {
          epoch: number
          kind: Database['public']['Enums']['room_kind']
          last_message: Json
          last_seq: number
          members: Json
          muted_until: string
          my_role: Database['public']['Enums']['member_role']
          notes_of: string
          notify: Database['public']['Enums']['member_notify']
          order_id: string
          pinned_count: number
          quiet_until: string
          room_id: string
          status: Database['public']['Enums']['room_status']
          title: string
          unread: number
          unread_mentions: number
          unread_threads: number
        }[]
      }
      room_rating: {
        Args: { room_id: string }
        Returns: {
          comment: string
          may_rate: boolean
          stars: number
        }[]
      }
      save_announcement: {
        Args: {
          action_url?: string
          audience?: Json
          channels?: Database['public']['Enums']['notification_channel'][]
          default_locale?: string
          event_type?: string
          id?: string
          image_url?: string
          priority?: Database['public']['Enums']['notification_priority']
          words?: Json
        }
        Returns: {
          action_url: string | null
          audience: NonNullable<Json>
          cancelled_at: string | null
          channels: Database['public']['Enums']['notification_channel'][] | null
          created_at: string
          created_by: string | null
          cursor_id: string | null
          default_locale: string
          event_type: string
          failures: number
          fault: string | null
          finished_at: string | null
          id: string
          image_url: string | null
          priority: Database['public']['Enums']['notification_priority']
          retry_at: string | null
          said_at: string | null
          scheduled_for: string | null
          started_at: string | null
          state: Database['public']['Enums']['announcement_state']
          updated_at: string
          words: NonNullable<Json>
        }
        SetofOptions: {
          from: '*'
          to: 'announcements'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_canned_reply: {
        Args: { body: string; id?: string; shortcut: string; title: string }
        Returns: {
          body: string
          id: string
          shortcut: string
          title: string
          updated_at: string
          updated_by: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'canned_replies'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_draft: {
        Args: { body: string; room_id: string; thread_root?: string; written_at?: string }
        Returns: {
          body: string
          room_id: string
          thread_root: string | null
          user_id: string
          written_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'drafts'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_label: {
        Args: { former?: string; name: string; tone?: Database['public']['Enums']['label_tone'] }
        Returns: {
          name: string
          tone: Database['public']['Enums']['label_tone']
        }
        SetofOptions: {
          from: '*'
          to: 'support_labels'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_push_subscription: {
        Args: {
          auth: string
          device_id: string
          endpoint: string
          is_asked?: boolean
          name?: string
          p256dh: string
          user_agent?: string
          user_id: string
        }
        Returns: string
      }
      save_resource: {
        Args: {
          id: string
          is_active?: boolean
          kind: string
          name: string
          partner_id?: string
          seen_at?: string
          service_keys: string[]
          time_zone?: string
        }
        Returns: {
          created_at: string
          id: string
          is_active: boolean
          kind: string
          name: string
          partner_id: string | null
          time_zone: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'resources'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      save_service: {
        Args: { duration_min: number; key: string; label: string; seen_at?: string; settings?: Json }
        Returns: {
          created_at: string
          detail: string | null
          duration_min: number
          free_cancel_min: number
          horizon_days: number
          is_offered: boolean
          key: string
          label: string
          lead_min: number
          needs_carer: boolean
          needs_confirming: boolean
          needs_room: boolean
          pause_min: number
          place: string | null
          position: number
          remind_before_min: number[]
          step_min: number
          time_zone: string
          updated_at: string
        }
        SetofOptions: {
          from: '*'
          to: 'services'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      schedule_announcement: {
        Args: { at?: string; id: string }
        Returns: {
          action_url: string | null
          audience: NonNullable<Json>
          cancelled_at: string | null
          channels: Database['public']['Enums']['notification_channel'][] | null
          created_at: string
          created_by: string | null
          cursor_id: string | null
          default_locale: string
          event_type: string
          failures: number
          fault: string | null
          finished_at: string | null
          id: string
          image_url: string | null
          priority: Database['public']['Enums']['notification_priority']
          retry_at: string | null
          said_at: string | null
          scheduled_for: string | null
          started_at: string | null
          state: Database['public']['Enums']['announcement_state']
          updated_at: string
          words: NonNullable<Json>
        }
        SetofOptions: {
          from: '*'
          to: 'announcements'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      search_messages: {
        Args: { before?: Json; page_size?: number; query: string; room_id?: string }
        Returns: {
          created_at: string
          message_id: string
          next: Json
          ranges: Json
          room_id: string
          root_seq: number
          sender_id: string
          seq: number
          snippet: string
          thread_root: string
        }[]
      }
      send_message: {
        Args: {
          body: string
          client_id: string
          file_ids?: string[]
          mentions?: string[]
          meta?: Json
          reply_to?: string
          room_id: string
          thread_root?: string
          type?: Database['public']['Enums']['message_type']
        }
        Returns: {
          body: string | null
          client_id: string | null
          created_at: string
          deleted_at: string | null
          deleted_by: string | null
          edited_at: string | null
          files: NonNullable<Json>
          id: string
          link: Json | null
          mentions: string[]
          meta: NonNullable<Json>
          pinned_at: string | null
          pinned_by: string | null
          reactions: NonNullable<Json>
          reply_to: string | null
          rev: number
          room_id: string
          sender_id: string | null
          seq: number
          source_event: string | null
          thread_count: number
          thread_root: string | null
          thread_seq: number | null
          type: Database['public']['Enums']['message_type']
        }
        SetofOptions: {
          from: '*'
          to: 'messages'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      send_now: { Args: { id: string }; Returns: Json }
      send_test_push: { Args: { device_id: string }; Returns: string }
      set_chat_settings: {
        Args: { is_last_seen_private?: boolean; is_reading_private?: boolean }
        Returns: {
          is_last_seen_private: boolean
          is_reading_private: boolean
          user_id: string
        }
        SetofOptions: {
          from: '*'
          to: 'chat_settings'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      set_hours: { Args: { former?: Json; hours: Json; resource_id: string }; Returns: undefined }
      set_order_total: { Args: { currency: string; order_id: string; total_minor: number }; Returns: Json }
      set_person_role: {
        Args: { role: Database['public']['Enums']['person_role']; user_id: string }
        Returns: undefined
      }
      set_preference: {
        Args: {
          category: string
          channel: Database['public']['Enums']['notification_channel']
          is_enabled: boolean
          wording_version?: string
        }
        Returns: undefined
      }
      set_priority: {
        Args: { priority: Database['public']['Enums']['ticket_priority']; room_id: string }
        Returns: {
          assignee_id: string | null
          client_id: string
          created_at: string
          first_reply_at: string | null
          first_reply_by: string | null
          is_open: boolean
          last_activity_at: string
          number: string
          order_id: string | null
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reopened_count: number
          requester_id: string | null
          resolved_at: string | null
          resolved_by: string | null
          room_id: string
          settled_seq: number
          snoozed_until: string | null
          subject: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'support_tickets'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      set_quiet_hours: {
        Args: { ends: string; is_enabled: boolean; starts: string; weekdays?: number[] }
        Returns: undefined
      }
      set_room_notify: {
        Args: { notify: Database['public']['Enums']['member_notify']; quiet_until?: string; room_id: string }
        Returns: undefined
      }
      set_ticket_labels: { Args: { labels: string[]; room_id: string }; Returns: string[] }
      settle_call_closing: {
        Args: { call_id: string; error?: string; lease_token: string }
        Returns: undefined
      }
      settle_deliveries: { Args: { results: Json }; Returns: number }
      settle_file_removals: { Args: { bucket_id: string; paths: string[] }; Returns: number }
      settle_files: { Args: { results: Json }; Returns: undefined }
      settle_link_lookup: {
        Args: { lease_token: string; message_id: string; preview: Json }
        Returns: boolean
      }
      settle_receipt: { Args: { path: string; receipt_id: string; tries: number }; Returns: boolean }
      settle_refund: {
        Args: {
          attempt?: number
          kind: string
          provider_ref?: string
          reason?: string
          refund_id: string
          tries: number
        }
        Returns: string
      }
      settle_report: {
        Args: {
          id: string
          note?: string
          outcome: Database['public']['Enums']['report_outcome']
          until?: string
        }
        Returns: undefined
      }
      settle_route: { Args: { answer: Json; lease_token: string; order_id: string }; Returns: boolean }
      snooze_notifications: { Args: { filter?: Json; ids?: string[]; until: string }; Returns: Json }
      snooze_ticket: {
        Args: { room_id: string; until?: string }
        Returns: {
          assignee_id: string | null
          client_id: string
          created_at: string
          first_reply_at: string | null
          first_reply_by: string | null
          is_open: boolean
          last_activity_at: string
          number: string
          order_id: string | null
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reopened_count: number
          requester_id: string | null
          resolved_at: string | null
          resolved_by: string | null
          room_id: string
          settled_seq: number
          snoozed_until: string | null
          subject: string
          waiting_since: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'support_tickets'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      start_background_tracking: { Args: { consent_version: string; order_id: string }; Returns: Json }
      start_payment: {
        Args: { client_id: string; order_id: string; payer_id: string; provider: string }
        Returns: Json
      }
      start_phone_verification: {
        Args: { address_hash: string; e164: string; user_id: string }
        Returns: Json
      }
      start_sharing: {
        Args: { consent_version: string; order_id: string }
        Returns: {
          changed_at: string
          consent_version: string
          id: string
          is_held: boolean
          order_id: string
          partner_id: string
          pauses: unknown
          started_at: string
          status: Database['public']['Enums']['share_status']
          stopped_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'location_shares'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      stop_background_tracking: { Args: { order_id: string }; Returns: boolean }
      stop_sharing: {
        Args: { order_id: string }
        Returns: {
          changed_at: string
          consent_version: string
          id: string
          is_held: boolean
          order_id: string
          partner_id: string
          pauses: unknown
          started_at: string
          status: Database['public']['Enums']['share_status']
          stopped_at: string | null
        }
        SetofOptions: {
          from: '*'
          to: 'location_shares'
          isOneToOne: true
          isSetofReturn: false
        }
      }
      stop_waiting: { Args: { wait_id: string }; Returns: boolean }
      support_counts: { Args: Record<PropertyKey, never>; Returns: Json }
      support_queue: {
        Args: { before?: string; filter?: string; page?: number; search?: string }
        Returns: {
          assignee_id: string
          assignee_name: string
          created_at: string
          first_reply_at: string
          is_member: boolean
          labels: string[]
          last_activity_at: string
          last_message: Json
          number: string
          order_id: string
          order_number: string
          priority: Database['public']['Enums']['ticket_priority']
          rank: number
          reply_due_at: string
          requester_id: string
          requester_name: string
          resolved_at: string
          room_id: string
          snoozed_until: string
          state: string
          subject: string
          unread: number
          waiting_since: string
        }[]
      }
      suspend_person: { Args: { reason: string; until: string; user_id: string }; Returns: undefined }
      take_payment_event: {
        Args: {
          amount_minor: number
          currency: string
          event_id: string
          kind: string
          method?: string
          payload?: Json
          payment_id: string
          provider: string
          provider_ref: string
          reason?: string
        }
        Returns: Json
      }
      take_phone_check: { Args: { user_id: string }; Returns: Json }
      test_push_state: {
        Args: { test_id: string }
        Returns: {
          code: string
          shown_at: string
          state: string
        }[]
      }
      unarchive_notifications: { Args: { filter?: Json; ids?: string[] }; Returns: Json }
      unblock_person: { Args: { user_id: string }; Returns: undefined }
      undo_inbox_change: { Args: { change_id: string }; Returns: Json }
      unread_count: { Args: Record<PropertyKey, never>; Returns: number }
      unread_threads: {
        Args: { room_id?: string }
        Returns: {
          last_read_seq: number
          mentions: number
          room_id: string
          thread_root: string
          unread: number
        }[]
      }
      unread_total: {
        Args: Record<PropertyKey, never>
        Returns: {
          messages: number
          notifications: number
        }[]
      }
      unsnooze_notifications: { Args: { filter?: Json; ids?: string[] }; Returns: Json }
      unsubscribe_email: { Args: { delivery_id: string }; Returns: Json }
      wait_for_slot: { Args: { carer_id?: string; service_key: string; starts_at: string }; Returns: string }
      watch_operations: { Args: Record<PropertyKey, never>; Returns: undefined }
    }
    Enums: {
      announcement_state: 'draft' | 'scheduled' | 'sending' | 'done' | 'cancelled' | 'failed'
      booking_status: 'requested' | 'confirmed' | 'cancelled' | 'cancelled_late' | 'done' | 'no_show'
      call_end:
        | 'declined'
        | 'no_answer'
        | 'cancelled'
        | 'hung_up'
        | 'time_limit'
        | 'left_alone'
        | 'never_connected'
        | 'no_device'
        | 'not_allowed'
        | 'room_ended'
      call_status: 'ringing' | 'accepted' | 'declined' | 'missed' | 'cancelled' | 'completed' | 'failed'
      delivery_state:
        | 'pending'
        | 'sending'
        | 'retry_wait'
        | 'ambiguous'
        | 'accepted'
        | 'sent'
        | 'delivered'
        | 'undelivered'
        | 'failed'
        | 'suppressed'
        | 'expired'
        | 'cancelled'
        | 'dead'
      dispute_status: 'open' | 'won' | 'lost'
      fence_kind: 'arriving' | 'arrived' | 'left'
      fence_place: 'pickup' | 'dropoff'
      file_state: 'pending' | 'clean' | 'blocked'
      label_tone: 'neutral' | 'accent' | 'live' | 'good' | 'bad'
      left_reason: 'removed' | 'left' | 'reassigned'
      member_notify: 'all' | 'mentions' | 'none'
      member_role: 'customer' | 'partner' | 'pharmacy' | 'staff' | 'admin' | 'support'
      message_type: 'text' | 'image' | 'file' | 'location' | 'system' | 'order_update' | 'call'
      notification_channel: 'in_app' | 'web_push' | 'sms' | 'email'
      notification_priority: 'low' | 'normal' | 'high' | 'urgent'
      order_kind: 'laundry' | 'pharmacy' | 'hotel' | 'care' | 'delivery'
      order_status:
        | 'placed'
        | 'accepted'
        | 'picked_up'
        | 'in_progress'
        | 'ready'
        | 'out_for_delivery'
        | 'delivered'
        | 'cancelled'
      payment_status:
        | 'created'
        | 'pending'
        | 'failed'
        | 'cancelled'
        | 'expired'
        | 'paid'
        | 'partly_refunded'
        | 'refunded'
      person_role: 'customer' | 'partner' | 'staff'
      refund_status: 'requested' | 'processing' | 'completed' | 'declined' | 'failed'
      report_outcome: 'dismissed' | 'deleted' | 'muted' | 'suspended'
      report_reason: 'spam' | 'abuse' | 'scam' | 'private_data' | 'other'
      room_kind: 'order' | 'support' | 'staff' | 'guest' | 'direct'
      room_status: 'open' | 'closed' | 'archived'
      share_status: 'sharing' | 'paused' | 'stopped'
      ticket_priority: 'low' | 'normal' | 'high' | 'urgent'
      view_kind: 'live' | 'replay' | 'operations'
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema['Enums']
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {
      announcement_state: ['draft', 'scheduled', 'sending', 'done', 'cancelled', 'failed'],
      booking_status: ['requested', 'confirmed', 'cancelled', 'cancelled_late', 'done', 'no_show'],
      call_end: [
        'declined',
        'no_answer',
        'cancelled',
        'hung_up',
        'time_limit',
        'left_alone',
        'never_connected',
        'no_device',
        'not_allowed',
        'room_ended',
      ],
      call_status: ['ringing', 'accepted', 'declined', 'missed', 'cancelled', 'completed', 'failed'],
      delivery_state: [
        'pending',
        'sending',
        'retry_wait',
        'ambiguous',
        'accepted',
        'sent',
        'delivered',
        'undelivered',
        'failed',
        'suppressed',
        'expired',
        'cancelled',
        'dead',
      ],
      dispute_status: ['open', 'won', 'lost'],
      fence_kind: ['arriving', 'arrived', 'left'],
      fence_place: ['pickup', 'dropoff'],
      file_state: ['pending', 'clean', 'blocked'],
      label_tone: ['neutral', 'accent', 'live', 'good', 'bad'],
      left_reason: ['removed', 'left', 'reassigned'],
      member_notify: ['all', 'mentions', 'none'],
      member_role: ['customer', 'partner', 'pharmacy', 'staff', 'admin', 'support'],
      message_type: ['text', 'image', 'file', 'location', 'system', 'order_update', 'call'],
      notification_channel: ['in_app', 'web_push', 'sms', 'email'],
      notification_priority: ['low', 'normal', 'high', 'urgent'],
      order_kind: ['laundry', 'pharmacy', 'hotel', 'care', 'delivery'],
      order_status: [
        'placed',
        'accepted',
        'picked_up',
        'in_progress',
        'ready',
        'out_for_delivery',
        'delivered',
        'cancelled',
      ],
      payment_status: [
        'created',
        'pending',
        'failed',
        'cancelled',
        'expired',
        'paid',
        'partly_refunded',
        'refunded',
      ],
      person_role: ['customer', 'partner', 'staff'],
      refund_status: ['requested', 'processing', 'completed', 'declined', 'failed'],
      report_outcome: ['dismissed', 'deleted', 'muted', 'suspended'],
      report_reason: ['spam', 'abuse', 'scam', 'private_data', 'other'],
      room_kind: ['order', 'support', 'staff', 'guest', 'direct'],
      room_status: ['open', 'closed', 'archived'],
      share_status: ['sharing', 'paused', 'stopped'],
      ticket_priority: ['low', 'normal', 'high', 'urgent'],
      view_kind: ['live', 'replay', 'operations'],
    },
  },
} as const
