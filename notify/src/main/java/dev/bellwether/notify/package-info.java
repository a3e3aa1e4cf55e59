/// Durable delivery: what somebody must be told reaches them at least once, by one of their contact
/// methods, whatever breaks meanwhile.
///
/// Enters: [dev.bellwether.model.PageDue] and [dev.bellwether.model.AlertChanged] from the journal,
/// and mails by [Notify#mail]. Leaves: mails, signed webhooks, and
/// [dev.bellwether.model.DeliveryChanged]. Read [Notify] first, then [Decide] (what happens next,
/// pure) and [Dispatcher] (lease, send, record). A channel is one file that answers a
/// [Transport.Parcel] with an [Outcome].
///
/// What subscribers of pages have asked for goes over lanes of its own, [Notify#courier], and is
/// remembered by its caller.
///
/// It will never decide whom to page, never drop a message because there are many, and never write
/// a secret into a log or a fact.
@NullMarked
package dev.bellwether.notify;

import org.jspecify.annotations.NullMarked;
