// Written by `cargo xtask live-types` from the payload types of the program.

export type RefreshPayload = { token: string };

export type Empty = Record<string, never>;

export type RoomPayload = { room: string };

export type MarkPayload = { conversation_id?: string | null; delivered?: number | null; seq?: number | null };

export type Done = Record<string, never>;

export type DraftInput = { client_id?: string | null; file_id?: string | null; latitude?: number | null; listing_id?: string | null; longitude?: number | null; reply_to?: number | null; text?: string | null; type?: string | null };

export type SendPayload = { conversation_id?: string | null; message?: DraftInput | null };

export type AckBody = { client_id: string; conversation_id: string; id: string; sent_at: string; seq: number };

export type PresencePayload = { away?: boolean | null; hidden?: boolean | null };

export type HaveBody = { change?: number; conversation_id: string; seq: number };

export type SyncPayload = { conversations?: Array<HaveBody> | null };

export type CaughtBody = { changed: Array<MessageBody>; conversation_id: string; last_change: number; last_seq: number; messages: Array<MessageBody>; more: boolean; more_changed: boolean; positions?: Array<PositionBody>; skipped_to?: number | null };

export type ConversationBody = { archived: boolean; business_slug?: string | null; closed: boolean; connection_id?: string | null; id: string; last_at: string; last_change: number; last_message?: NewestBody | null; last_read: number; last_seq: number; muted_until?: string | null; title: string; type: string; unread: number; version?: number | null };

export type MessageBody = { change?: number | null; client_id?: string | null; conversation_id: string; detail?: Record<string, never> | null; edited_at?: string | null; id: string; reactions?: Array<ReactionBody>; removed_by?: string | null; reply_to?: number | null; sender_id?: string | null; sent_at: string; seq: number; text: string; type: string; version: number };

export type NewestBody = { removed: boolean; removed_by?: string | null; sender_id?: string | null; sent_at: string; seq: number; text: string; type: string };

export type PositionBody = { delivered: number; read: number; user_id: string };

export type ReactionBody = { count: number; emoji: string; mine?: boolean | null };

export type SyncBody = { conversations: Array<CaughtBody>; not_yet: Array<string>; others: Array<ConversationBody> };

export type TypingPayload = { conversation_id?: string | null; typing?: boolean | null };

export type ConversationUpdatedBody = { conversation_id: string; reason: string };

export type NotificationCreated = { body: string; id: string; link: string; title: string; type: string; unread: number };

export type NotificationUpdated = { unread: number };

export type OperationBody = { conversation_id: string; created_at: string; ended_at?: string | null; id: string; progress: number; result?: ResultBody | null; status: string; type: string };

export type ResultBody = { bytes: number; url: string };

export type PresenceBody = { away?: boolean | null; conversation_id?: string | null; count?: number | null; last_seen_at?: string | null; online?: boolean | null; user_id?: string | null };

export type ReceiptBody = { conversation_id: string; positions: Array<PositionBody> };

export type SyncRequired = { within_ms: number };

export type TypingBody = { conversation_id: string; typing: boolean; user_id: string };

export type OwnDeviceBody = { at: string; only: boolean; user_id: string };

/** What a client can call: what it sends, and `data` of the ack. */
export interface Calls {
  /** Show a fresh token before the old one runs out. */
  "auth.refresh": [RefreshPayload, Empty];
  /** Enter a room, if one may read there. */
  "join": [RoomPayload, Empty];
  /** Leave a room. */
  "leave": [RoomPayload, Empty];
  /** Say how far messages were read, or came to this device. */
  "message.read": [MarkPayload, Done];
  /** Send a message; the ack comes when it is committed, and again for every retry. */
  "message.send": [SendPayload, AckBody];
  /** Say that one is here or away, and whether others may see it. */
  "presence.set": [PresencePayload, Done];
  /** Ask for what was missed: messages in order, changes of earlier ones, other conversations with news. */
  "sync": [SyncPayload, SyncBody];
  /** Say that one is writing, or has stopped. */
  "typing": [TypingPayload, Done];
}

/** What a client hears. */
export interface Events {
  /** The session is over; the socket ends now. */
  "auth.expired": Empty;
  /** A conversation began, ended, or changed its members or settings: ask for it again. */
  "conversation.updated": ConversationUpdatedBody;
  /** Somebody has written something. */
  "message.sent": MessageBody;
  /** A message was edited, removed or reacted to. */
  "message.updated": MessageBody;
  /** Something new in the user's notification centre, or their daily digest */
  "notification.created": NotificationCreated;
  /** Something was read, on this device or another: how many are left */
  "notification.updated": NotificationUpdated;
  /** Something of one's own that goes on after its answer got further, or is done. */
  "operation.updated": OperationBody;
  /** Somebody came, went or turned away; in large conversations only how many are here. */
  "presence.updated": PresenceBody;
  /** People got further in a conversation. */
  "receipt.updated": ReceiptBody;
  /** Something may have been missed: call sync. */
  "sync.required": SyncRequired;
  /** Somebody is writing, or has stopped; over after six seconds. */
  "typing": TypingBody;
  /** A device of one's own is there; told to all of them. */
  "user.connected": OwnDeviceBody;
  /** A device of one's own is gone. */
  "user.disconnected": OwnDeviceBody;
}
