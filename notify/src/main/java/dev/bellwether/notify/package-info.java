/// Durable delivery: what somebody must be told reaches them at least once, by one of their contact
/// methods, whatever breaks meanwhile.
///
/// Enters: [dev.bellwether.model.PageDue] and [dev.bellwether.model.AlertChanged] from the journal,
/// mails by [Notify#mail], and what providers bring by [Notify#hook]. Leaves: messages over every
/// channel, and [dev.bellwether.model.DeliveryChanged]. Read [Notify] first, then [Decide] (what
/// happens next, pure) and [Dispatcher] (lease, send, record). A channel is one file, most of them
/// an [HttpChannel] (a request made of a message, an [Outcome] of an answer), and one line in
/// [Channels]; what its provider brings back is a [Hook].
///
/// What subscribers of pages have asked for goes over lanes of its own, [Notify#courier], and is
/// remembered by its caller.
///
/// It will never decide whom to page, never drop a message because there are many, and never write
/// a secret into a log or a fact.
@NullMarked
package dev.bellwether.notify;

import org.jspecify.annotations.NullMarked;
