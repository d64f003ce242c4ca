//! Complaints about messages, and what the platform does about them (M-11).

use kernel::{Actor, Checks, ConversationId};
use platform::Result;
use serde_json::json;
use uuid::Uuid;

use crate::api::bodies::MessageBody;
use crate::error::{MessagingError, SOURCE};
use crate::model::RemovedBy;
use crate::rights::ReadConversation;
use crate::state::Messaging;
use crate::store;
use crate::store::safety::Report;
use crate::vault::{key_of, seal};

/// Messages before and after the reported one that moderation sees.
const AROUND: i64 = 5;
const REASONS: [&str; 5] = ["SPAM", "FRAUD", "HARASSMENT", "ILLEGAL", "OTHER"];
/// Characters of the reporter's own words.
const LONGEST_NOTE: usize = 1000;

/// A complaint whose reason is known.
#[derive(Debug, Clone)]
pub(crate) struct Complaint {
    reason: &'static str,
    note: Option<String>,
}

impl Complaint {
    pub(crate) fn parse(reason: Option<&str>, note: Option<&str>) -> Result<Self, Vec<kernel::Problem>> {
        let mut checks = Checks::new(SOURCE);
        let reason = checks.required("reason", reason).and_then(|word| {
            let known = REASONS.into_iter().find(|known| *known == word);
            if known.is_none() {
                checks.fail("reason", "messaging-check-reason");
            }
            known
        });
        let note = checks.text("note", note, 0..=LONGEST_NOTE);
        checks.finish(
            reason
                .zip(note)
                .map(|(reason, note)| Self { reason, note: Some(note).filter(|note| !note.is_empty()) }),
        )
    }
}

impl Messaging {
    /// Reports a message with what stands around it; the same person twice is once.
    ///
    /// # Errors
    /// 404 for who may not read it, 409 when it is gone.
    pub(crate) async fn report(
        &self,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
        complaint: Complaint,
    ) -> Result<Uuid> {
        self.hall::<ReadConversation>(actor, id).await?;
        let reporter = actor.user_id().ok_or(MessagingError::NotFound)?;
        let pen = self.vault.pen(&self.db, self.now()).await?;
        let mut tx = self.db.begin(actor).await?;
        let from = (seq - AROUND - 1).max(0);
        let around = store::messages::after(&mut tx, &self.vault, id, from, 2 * AROUND + 1).await?;
        let (message, _) =
            around.iter().find(|(message, _)| message.seq == seq).ok_or(MessagingError::NotFound)?;
        if message.removed.is_some() {
            return Err(MessagingError::Removed.into());
        }
        let context: Vec<MessageBody> =
            around.iter().map(|(message, _)| MessageBody::new(message, None, &[])).collect();
        let (context, report_id) = (json!(context), Uuid::now_v7());
        let sealed = seal(pen.as_ref(), id, report_id, &context.to_string())?;
        let report = Report {
            id: report_id,
            conversation: id,
            seq,
            reporter,
            reason: complaint.reason.to_owned(),
            note: complaint.note,
            context: if sealed.is_some() { json!([]) } else { context },
            sealed,
            status: "OPEN".to_owned(),
            created_at: self.now(),
        };
        store::safety::insert_report(&mut tx, &report).await?;
        tx.commit().await?;
        tracing::info!(conversation.id = %id, message.seq = seq, report.id = %report.id, "a message was reported");
        Ok(report.id)
    }

    /// Reports that nobody has decided yet, in the order in which they came.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn open_reports(&self, after: Option<Uuid>, limit: i64) -> Result<Vec<Report>> {
        let mut tx = self.db.begin_system().await?;
        let mut reports = store::safety::open_reports(&mut tx, after, limit).await?;
        let keys = reports.iter().filter_map(|report| key_of(report.sealed.as_deref()?)).collect();
        self.vault.learn(&mut tx, keys).await?;
        tx.rollback().await?;
        for report in &mut reports {
            let Some(sealed) = report.sealed.as_deref() else { continue };
            let opened = self.vault.open(report.conversation, report.id, sealed);
            let context = opened.and_then(|text| serde_json::from_str(&text).ok());
            // That there was something is known, whoever may open it.
            let locked = || json!([{"seq": report.seq, "text": "", "removed_by": RemovedBy::Key.as_str()}]);
            report.context = context.unwrap_or_else(locked);
        }
        Ok(reports)
    }

    /// Takes the reported message away for everybody, or leaves it; all open reports about it are decided so.
    ///
    /// # Errors
    /// 404 when there is no such report or it was decided before.
    pub(crate) async fn decide(&self, actor: &Actor, report: Uuid, take_down: bool) -> Result<()> {
        let moderator = actor.user_id().ok_or(MessagingError::NotFound)?;
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let found = store::safety::hold_report(&mut tx, report).await?;
        let (id, seq) = found.ok_or(MessagingError::NotFound)?;
        let mut changed = false;
        if take_down {
            let (change, message) = self.hold(&mut tx, id, seq).await?;
            if message.removed.is_none() {
                let by = RemovedBy::Moderation;
                let file = store::messages::remove(&mut tx, &message, by, change, now).await?;
                self.drop_file(&mut tx, file).await?;
                changed = true;
            }
        }
        store::safety::decide_reports(&mut tx, id, seq, take_down, moderator, now).await?;
        tx.commit().await?;
        if changed && let Some(hall) = self.hall_of(id).await? {
            self.tell_changed(&hall, seq).await;
        }
        Ok(())
    }
}
