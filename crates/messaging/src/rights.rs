//! The rights that routes of this domain ask for; `policies/messaging.cedar` says who has them.

platform::rights! {
    /// See one's conversations and what is said in them.
    ReadConversation = "conversation:read";
    /// Write, edit, remove, react, send files.
    WriteMessage = "message:write";
    /// Mute, archive, mark as read, leave.
    KeepConversation = "conversation:keep";
    /// Speak for one's business with those that it is connected to.
    SpeakForBusiness = "conversation:speak";
    /// Make a channel of one's team.
    CreateChannel = "channel:create";
    /// Say how a channel is called and who is in it.
    ManageChannel = "channel:manage";
    /// Write to a business that one does not know.
    ContactBusiness = "inbox:contact";
    /// See the queue of one's business's inbox and its notes and canned replies.
    ReadInbox = "inbox:read";
    /// Answer customers: take, transfer, resolve, note.
    AnswerInbox = "inbox:answer";
    /// Say how an inbox works: hours, agents, canned replies.
    ManageInbox = "inbox:manage";
    /// Block people and report messages.
    ProtectOneself = "user:block";
    /// Look at reports and take messages down for everybody.
    ModerateMessages = "message:moderate";
    /// Open a file by its signed address.
    OpenFile = "chat-file:open";
}
