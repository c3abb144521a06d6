/** One sentence for every refusal code: what happened, what is kept, what to do. */
import type { Words } from '../words.ts';
import type { refusals as chinese } from '../zh/refusals.ts';

export const refusals: Words<typeof chinese> = {
  'packet/no-centre-key':
    'No packet can be written yet: since it was enrolled this computer has not been in touch with the county. Your work is all here. One contact with the county server is enough.',
  'packet/not-a-packet':
    'This file is neither a packet nor a receipt packet, or a newer program wrote it. Nothing was changed. See whether it is the right file.',
  'packet/damaged':
    'This packet is not whole or has been changed; it was not read. Nothing was changed. Copy it anew, or write a new one.',
  'packet/not-for-us':
    'This packet is not for this computer; it was not read. Nothing was changed. Read it on the computer that wrote it.',
  'packet/unknown-device':
    'The computer that wrote this packet is not enrolled at the county server; it was not taken. The packet is still good: keep it and ask the system keeper of the county.',
  'packet/failed':
    'This step was not done. Your work is all here and the packet is as it was. Press once more, or else tell the system keeper of the county.',
  'packet/no-line':
    'This computer has no link to the county server now; the packet was not handed over. It is still good: use another computer, or try once the link is back.',
  'packet/sign-in-needed':
    'Sign in once with a link before handing over packets. It is still good; read it again after that.',
  'desk/no-answer':
    'Not saved yet: the data service of this computer did not answer. What you wrote is still here. Press again once it is back; it is never done twice.',
  'desk/disk-full':
    'The disk is full; this step was not saved. What was saved before is all here, and so is what you wrote. Make room, then press once more.',
  'desk/disk-read-only':
    'The folder with the data of this computer cannot be written to; this step was not saved. What was saved before is all here, and so is what you wrote. Call whoever looks after the computer, then press once more.',
  'desk/fault':
    'This step went wrong and was not saved. What you wrote is still here. Press again; if that does not help, note the time and tell the county.',
  'command/form-already-saved':
    'The last press was saved, with other words than stand here now. Both are kept. Press again to make a second act with these words.',
  'command/unknown':
    'The version at the county does not know this step. All you wrote is kept. It is sent again once both versions match.',
  'command/arguments':
    'A field is not filled in by the rules; not saved. What you wrote is still here. Look at the marked field.',
  'command/not-your-role':
    'This step is not for your role; not saved. What you wrote is still here. Hand it to the person whose step it is.',
  'command/changes-nothing': 'Same as what is saved; nothing to change. The data was not touched.',
  'command/already-mended':
    'That act was mended and sent again already; it was not sent twice. What you wrote is still here. See what became of it.',
  'command/behind':
    'The county did not take the act before it, so this one was put off. What you wrote is kept. Mend the one before, then send this one again.',
  'group/behind':
    'This was done together with another act, which the county did not take, so this one did not count either. What you wrote is kept. Mend the other one, then send this one again.',
  'group/torn':
    'Acts that were done together did not reach the county together, so none of them counted. What you wrote is kept. Do it again.',
  'group/too-many':
    'Too many acts were put together; nothing was saved. What you wrote is still here. Do them in several steps.',
  'command/future-date':
    'The date of this computer is ahead of the county, so this did not count. All you wrote is kept. Set the date and do it again.',
  'command/outside-your-scope':
    'This person is not in the care of your unit, so this did not count. All you wrote is kept. Forward it to the place of the hukou.',
  'actor/closed':
    'This account had been closed before this was done; not taken. What was written is kept. Ask whoever looks after accounts at the county.',
  'lease/over':
    'The county has not been reached for 45 days. Taking in, correcting and adding papers go on; deciding and exporting lists need the link once. What you wrote is still here.',
  'actor/not-on-this-device':
    'This account has not signed in to the county from this computer, so this did not count. All you wrote is kept. Sign in once with the link on, then do it again.',
  'pack/unknown':
    'The county does not know the policy pack of this computer, so this did not count. All you wrote is kept. Update with the link on, then do it again.',
  'past/before-2016':
    'Both subsidies began in January 2016; nothing before is entered. Nothing was saved. Change the first month.',
  'past/months-turned': 'The first month is after the last one. Nothing was saved. Change the months.',
  'past/not-past': 'That month has not come yet. Nothing was saved. Change the last month.',
  'past/month-twice':
    'Some of these months are entered already. Nothing was saved. Look at what stands there for this person.',
  'past/on-a-roster':
    'Some of these months are paid by a roster, which is no history. Nothing was saved. Change the last month.',
  'past/signed-off':
    'Both bodies have signed off the county’s history; nothing of it is entered, explained, taken back or typed any more. Nothing was saved. If it is wrong, county civil affairs opens it again first, with the reason.',
  'past/not-found': 'This entry is not on this computer; nothing was saved. Connect and look again.',
  'past/withdrawn': 'This entry was taken back already. Nothing was saved.',
  'past/nothing-differs': 'This entry differs in nothing; there is nothing to explain. Nothing changed.',
  'past/explained': 'This difference is explained already. Nothing changed.',
  'past/four-eyes':
    'Whoever entered it cannot explain it. Nothing was saved. Another colleague of the county does.',
  'roster/not-found':
    'This roster is not on this computer; nothing was saved. Nothing changed. Connect and look again.',
  'roster/centre-works':
    'The county’s server is working at this roster; your step did not count. Nothing changed. Wait until it is done.',
  'roster/future-month':
    'It is too early for this month’s roster; nothing was built. Build it when its time has come.',
  'roster/not-a-quarter':
    'A quarter’s roster is built in its last month. Nothing changed. Choose the last month of a quarter.',
  'roster/before-start':
    'This month lies before the county began with these rosters; nothing was built. Enter what was paid then as history.',
  'roster/later-exists':
    'A later month has its roster already; an earlier one is not built. What is owed comes with the next one.',
  'roster/earlier-open':
    'Another roster has not gone to finance yet; no second one was built. Finish that one first.',
  'roster/month-done':
    'This month’s roster is locked or sent already and is not built again. To change it, open it again first.',
  'roster/already-handled':
    'Somebody has done this step already; yours did not count. Look where the roster is now.',
  'roster/rows-changed': 'The rows are not those you saw; nothing was done. Sync, look, and do it again.',
  'roster/does-not-balance':
    'The count does not balance: somebody came or went unexplained, so it is not locked. Record those exits or suspensions and build it again.',
  'roster/not-checked': 'It has not been checked, so it is not locked. Check it first.',
  'roster/roster-not-locked': 'It is not locked, so nobody signs. Wait until civil affairs has locked it.',
  'roster/already-signed': 'Your office has signed already. Nothing changed.',
  'roster/second-signature-missing':
    'Not both have signed, so it does not go to finance. Ask the other office to sign.',
  'roster/with-finance':
    'The roster is with finance and is not changed any more. What is wrong is put right by the next one.',
  'roster/future-date': 'The day of payment is after today; nothing was saved. Look at the date.',
  'roster/paid-before-sent':
    'The day of payment is before the roster was sent; nothing was saved. Look at the date.',
  'roster/returned-twice': 'A returned payment is named twice; nothing was saved. Look at the bank’s file.',
  'roster/result-differs':
    'The bank’s result does not add up to the roster; nothing was saved. Check the bank’s file.',
  'entitlement/not-found':
    'This entitlement is not on this computer; nothing was saved. Connect and look again.',
  'payment/nothing-returned':
    'No returned payment waits here; nothing was done. See whether somebody has done it already.',
  'duplicate/roster':
    'Somebody has built this month’s roster already; yours did not count. Look at that one.',
  'duplicate/person':
    'Another township registered this ID number first. What you entered is kept as it is. See whether it is the same person.',
  'duplicate/open':
    'The county already has the same application of this person open. Yours is kept as it is. Look at both; merge or withdraw.',
  'duplicate/entitled':
    'This person already receives this subsidy; it cannot be given twice. Your opinion is kept. See the case.',
  'conflict/needs-person':
    'The county changed the same thing; a person must settle which one holds. Both are kept. Settle it under Conflicts.',
  'application/not-found':
    'This application is not on this computer; not saved. The data was not touched. Look again with the link on.',
  'application/already-handled':
    'Somebody has already done this; your step did not count. What you wrote stays as a note. See the whole history.',
  'application/future-date':
    'The date of application is after today; not saved. What you wrote is still here. Use the day it was handed in.',
  'application/certificate-missing':
    'The number of the disability certificate is missing; not saved. What you wrote is still here. Copy it from the certificate.',
  'application/date-not-earlier':
    'The other application date is not earlier, so nothing was changed. The file is as it was. See its history.',
  'application/duplicate-open':
    'This person already has the same application open; no second one was made. What you wrote is still here. Carry on with that one under Cases.',
  'application/materials-missing':
    'The papers are not complete, so it cannot be accepted. What came is recorded. Complete them, or give the one-time notice.',
  'application/nothing-missing':
    'The papers are complete; no notice is needed. What you wrote is still here. Accept it.',
  'application/not-entered':
    'Not entered in the system yet, so it cannot be sent. The application was not touched. Enter it first.',
  'application/refused-by-civil-affairs':
    'County civil affairs refused this; it cannot go to the federation again. The application was not touched. Tell the applicant in writing.',
  'application/supplement-already-requested':
    'Notice was given once; there is no second one. The application was not touched. A reminder by phone is possible.',
  'conflict/already-settled':
    'Somebody has settled this; yours did not count. Your reason is kept. See what was settled.',
  'conflict/is-duplicate':
    'This asks whether two records are one person and cannot be settled this way. Nothing was changed. Open it, then merge or correct the number.',
  'conflict/newer-program':
    'A newer program recorded this; the one here is too old to show all of it, so nothing was settled. The data was not touched. Update the program here, then settle it.',
  'conflict/not-found':
    'This conflict is not on this computer; not saved. The data was not touched. Look again with the link on.',
  'conflict/not-visible':
    'This is not for your role to see, so you cannot settle it. The data was not touched. Hand it to the person who can.',
  'conflict/record-missing':
    'This record is not on this computer yet; not saved. What you wrote is still here. Settle it with the link on.',
  'conflict/take-over-by-act':
    'This is a step with conditions and cannot be written in directly. Nothing was changed. Do the step on the case page, then come back and say so.',
  'conflict/third-empty':
    'Another value was chosen but not written. What you wrote is still here. Fill in the new value.',
  'conflict/unknown-field':
    'A field does not belong to this conflict; not saved. What you wrote is still here. Open the page again.',
  'register/not-your-register': 'This register is not the federation’s to hand over.',
  'register/pages': 'The pages of the list did not come in order. Read in the whole file again.',
  'register/not-found': 'This register is not here, or has not been handed over completely.',
  'register/handed-over': 'This list has been handed over; no page can be added.',
  'comparison/not-open': 'This comparison is finished already, or is not finished yet.',
  'comparison/reported': 'This comparison has been reported to the city already.',
  'finding/not-found': 'This finding is not on this computer.',
  'finding/closed': 'This finding is closed already.',
  'finding/no-township': 'It cannot be told which township has to look into it.',
  'finding/no-paper':
    'The paper is not of this person, or was taken away. Nothing was written; choose another.',
  'finding/not-answered': 'What was found out is not written down yet; it cannot be closed.',
  'finding/four-eyes':
    'What holds money back is closed by somebody else: not by who wrote down what was found out, nor by who put in the data.',
  'paper/already-removed':
    'Somebody took this paper off already. Your reason was not recorded. Look at the history.',
  'paper/already-there':
    'This case has this file already; no second copy was saved. What is there was not touched.',
  'paper/damaged':
    'This photo is not whole and cannot be opened; it was not saved. Nothing else changed. Take it again, or copy it once more.',
  'paper/disk-full':
    'The disk of this computer is full and this paper was not saved. What was saved is all there. Make room, then add it again.',
  'paper/empty': 'There is nothing in this file; it was not saved. Nothing else changed. Copy it once more.',
  'paper/heic':
    'This is a HEIC photo of an iPhone, which cannot be opened here; it was not saved. Set the camera format to “Most Compatible” and take it again, or turn it into a JPG.',
  'paper/metadata-left':
    'This photo still carries data of the camera; it was not saved. Add it again from the papers of the case.',
  'paper/not-a-paper':
    'This is neither a photo nor a PDF; it was not saved. Nothing else changed. Choose a JPG, PNG or PDF.',
  'paper/not-arrived':
    'Pictures of papers on this file have not reached the county; it was not determined. Nothing changed. Determine it again when they have come.',
  'paper/not-found':
    'This paper cannot be found on this computer and was not taken off. The data was not touched. Look again when the county answers.',
  'paper/office-file':
    'This is a Word file or a sheet, not a photo; it was not saved. Open it, save it as PDF, and add that.',
  'paper/other-file':
    'The application chosen is not this person’s; nothing was saved. The file is still on your disk. Open this page again.',
  'paper/other-picture':
    'Pictures of this kind are not taken here; it was not saved. Save it as a JPG with a picture viewer and add that.',
  'paper/pdf-active':
    'This PDF holds something that acts by itself, or another file inside it; it was not saved. Print it to a new PDF, or photograph it, and add that.',
  'paper/pdf-broken':
    'This PDF is not whole; it was not saved. Nothing else changed. Scan it again, or copy it once more.',
  'paper/pdf-locked':
    'This PDF has a password; it was not saved. Take the password off, or print it to a new PDF, and add that.',
  'paper/too-large': 'This file is over 20 MB; it was not saved. Scan it smaller, or split it.',
  'paper/too-many':
    'This person has 40 papers already; no more was saved. What is there was not touched. Take off those not needed.',
  'paper/too-many-pixels':
    'This photo has over forty million pixels; it was not saved. Set the camera to a smaller size and take it again.',
  'paper/web-page':
    'This file holds the code of a web page, not a photo; it was not saved. Choose a JPG, PNG or PDF.',
  'person/duplicate-open':
    'This person may be the one another township registered, and that is not settled. Nothing was changed. Settle it under Conflicts first.',
  'person/id-number-entitled':
    'This person is being paid, so the number cannot be changed here. Nothing was changed. Report it to county civil affairs.',
  'person/id-number-taken':
    'Somebody of this office has that number already, so it was not changed. What you typed is still here. Check the ID card; if it is one person, merge the two records.',
  'person/merge-holds-both':
    'One record is being paid this subsidy and the other is paid it or asks for it, so they cannot be merged. Both are as they were. Close one of the two first.',
  'person/moved':
    'The household register of this person has moved to {{township}}. Nothing of what you wrote is lost: it was sent on, and they settle it.',
  'person/moved-added':
    'The household register of this person has moved to {{township}}. What you added is on record there.',
  'person/move-no-village': 'No village was chosen; not saved. What you wrote is still here. Choose one.',
  'person/move-other-county':
    'That place is not in this banner; this cannot be done here. What you wrote is still here. Use the transfer between banners.',
  'person/move-same-township':
    'Both places are in one township; there is nothing to move. Nothing was changed. Correct the address instead.',
  'person/move-other-household':
    'Somebody is not in this township; they cannot be moved together. Nobody was moved. Move them one by one.',
  'person/move-twice': 'One person was chosen twice; not saved. What you wrote is still here. Leave one out.',
  'person/merge-itself': 'This is one and the same record; there is nothing to merge. Nothing was changed.',
  'person/merge-other-township':
    'The two records belong to different townships and cannot be merged here. Both are as they were. County civil affairs settles it.',
  'person/merged':
    'This record has been merged into another, so this was not saved. What you typed is still here. Go on in the record that is kept.',
  'person/not-found':
    'This person is not on this computer; not saved. What you wrote is still here. Search again with the link on.',
  'person/id-number':
    'The ID number is not right; not saved. What you wrote is still here. Compare it with the ID card.',
  'person/certificate':
    'The certificate number is not right; not saved. What you wrote is still here. Compare it with the certificate.',
  'person/future-date':
    'The date is after today; not saved. What you wrote is still here. Use the day the person said it.',
  'person/not-your-part':
    'This is not for your role to change; not saved. What you wrote is still here. Hand it to the person who can.',
  'person/number-merged':
    'The record with this number was merged into one that goes by another number, so this was not saved. What you typed is still here. Check the ID card: use that number, or correct it there first.',
  'person/number-overtaken':
    'The county has corrected this number before you, so your change was not taken. What you typed is still here. Look at the number as it is now.',
  'person/same-id-number':
    'Both records have the same ID number, so they cannot be two people. Nothing was changed. If one number was typed wrong, correct it first.',
  'person/nothing-to-change': 'Nothing to change; the data was not touched.',
  'review/duplicate-open':
    'This person may be registered twice and that is not settled, so the file cannot be passed yet. Your words are still here. Settle it under Conflicts first.',
  'review/file-changed':
    'Somebody changed the file while you looked at it; this opinion did not count. What you wrote is still here. Look at the new file, then judge.',
  'pack/not-your-county':
    'This policy pack is not your county’s. Nothing was changed. Packs of the city and the region are taken in at the centre.',
  'rejudgement/not-found': 'This change is not there. Nothing was changed. Look at the policy packs again.',
  'rejudgement/answered': 'Somebody has already seen to this change. Nothing was changed.',
  'review/four-eyes':
    'You did the step before; this one needs somebody else. The application was not touched. Hand it to a colleague.',
  'review/not-applied-for':
    'A subsidy was given that was not applied for; not saved. What you wrote is still here. Choose only what was applied for.',
  'review/reason-needed': 'One subsidy was not given; say why. What you wrote is still here. Add the reason.',
  'disclosure/reason-needed':
    'Whole numbers need a reason. Nothing was exported; the list was not touched. Write the reason, then export.',
  'disclosure/not-your-columns':
    'Accounts and amounts are not for your role; nothing was exported. The list was not touched. Ask civil affairs.',
  'export/empty': 'The list has no row; nothing was exported. Choose another filter.',
  'export/too-long':
    'The list has over a million rows, more than a sheet holds; nothing was exported. Split it by state or subsidy.',
  'export/gone':
    'This roster was put away; nothing was exported. The data was not touched. Choose the file again.',
  'export/failed':
    'The file was not made; nothing was exported or recorded. The list was not touched. Press once more; if it fails again, tell the county the time.',
  'notice/not-found':
    'This notice is not on this computer. Nothing was changed. Link up with the county and look again.',
  'notice/other-place':
    'The place chosen is not this office’s. No notice was made; what was written is still here. Choose a village of this township.',
  'notice/period':
    'The months must run forwards and end with this month at the latest. No notice was made; what was written is still here. Change the months.',
  'notice/twice': 'One person’s subsidy stands on the list twice. No notice was made. Open the list again.',
  'notice/nobody': 'Nobody on the list receives a subsidy now. No notice was made. Open the list again.',
  'notice/already-posted': 'This notice hangs already. Nothing was changed.',
  'notice/not-posted':
    'This notice does not hang yet. Nothing was changed. Write down first when it was posted.',
  'notice/future-date':
    'The date lies after today. Nothing was saved; what was written is still here. Change the date.',
  'notice/before-made':
    'It was posted before it was made, by these dates. Nothing was saved; what was written is still here. Check the date.',
  'notice/already-closed': 'This notice has been taken down already. Nothing was changed.',
  'notice/end-unknown':
    'The last day cannot be computed: a year of the work calendar is missing. Nothing was changed. Take it down once the calendar is there.',
  'notice/too-early':
    'It has not hung for seven days. Nothing was saved; what was written is still here. Take it down after its last day.',
  'notice/still-online':
    'The edition on the net is still there. Nothing was saved; what was written is still here. Take that one down first.',
  'notice/objection-open': 'An objection is still open. Nothing was changed. Decide it first.',
  'notice/objection-late':
    'It did not come while the notice hung, so it is no objection. What was written is still here. It can be looked into as a report.',
  'notice/not-on-it':
    'This person is not on the notice. Nothing was saved; what was written is still here. Choose again.',
  'notice/objection-decided': 'This objection has been decided already. Nothing was changed.',
  'notice/proposal':
    'One that is right needs a proposal, one that is not has none. Nothing was saved; what was written is still here.',
  'notice/before-received':
    'It was decided before it came, by these dates. Nothing was saved; what was written is still here. Check the date.',
  'notice/photo-early':
    'The notice is not over, so there is no photo of its end yet. Nothing was saved. Take it on the last day.',
  'notice/photo-twice':
    'This notice has this photo already. Nothing was saved. The start and the end need a photo each.',
  'notice/photos-full':
    'This notice has 12 photos already. Nothing was saved. Take off those that are not needed.',
  'notice/not-upheld': 'This objection was not upheld: there is nothing to settle. Nothing was changed.',
  'notice/settled-already': 'This objection has been settled already. Nothing was changed.',
  'notice/before-decided':
    'It was settled before it was decided, by these dates. Nothing was saved; what was written is still here. Check the date.',
  'notice/reply-needed':
    'Whoever objected left a way to be reached: reply first, then write down the outcome. What was written is still here.',
  'recheck/not-found':
    'This list is not on this computer. Nothing was changed. Link up with the county and look again.',
  'recheck/other-place': 'This is no village of this township. No list was opened.',
  'recheck/future-month': 'This month has not begun. No list was opened.',
  'recheck/twice': 'Somebody stands on the list twice. Nothing was saved. Open the list again.',
  'recheck/one-at-a-time': 'What is not “unchanged” is written person by person. Nothing was saved.',
  'recheck/what-changed': 'Say what has changed. Nothing was saved; what was written is still here.',
  'recheck/not-listed':
    'Somebody is not on the list that was opened. Nothing was saved. Open the list again.',
  'recheck/future-date':
    'The day of the check lies after today. Nothing was saved; what was written is still here. Change the date.',
  'recheck/before-month':
    'The day of the check lies before this month. Nothing was saved; what was written is still here. Change the date.',
  'recheck/task-closed': 'This task has been closed already. Nothing was changed.',
  'spot-check/not-a-sample': 'What was drawn is no sample. Nothing was saved. Draw once more.',
  'spot-check/not-your-place': 'Not a place of yours. Nothing was saved; what you wrote is still here.',
  'spot-check/more-than-looked': 'More than were looked at. Nothing was saved; what you wrote is still here.',
  'spot-check/not-found':
    'This result is not on this computer. Nothing was changed. Link up with the county and look again.',
  'spot-check/already-recorded':
    'This person’s result of this check is written already. Nothing was changed.',
  'spot-check/future-date':
    'The day of the check lies after today. Nothing was saved; what was written is still here. Change the date.',
  'spot-check/words-needed':
    'Say what is not as it should be. Nothing was saved; what was written is still here.',
  'spot-check/task-closed': 'This task has been closed already. Nothing was changed.',
  'bulletin/hour-not-come':
    'That hour has not come yet; no bulletin was made. Nothing changed. Make it after the hour.',
  'bulletin/made-already':
    'The bulletin of that hour is there already; none was made. Look at it, or choose another day.',
  'bulletin/not-found':
    'This computer does not hold that bulletin; it was not made again. Nothing changed. Connect and look again.',
  'bulletin/still-counting':
    'The county is still counting this bulletin; it was not made again. Wait for its numbers.',
  'document/count-wrong':
    'The count of this print does not fit; nothing was recorded or printed. Open the document and print again.',
  'document/needs-its-act':
    'This document belongs to an act that was not found; it was not printed. Nothing changed. Look in the history.',
  'document/needs-its-notice':
    'The paper of a notice is printed from that notice; nothing was printed. Nothing changed. Open it in Notices.',
  'document/not-found':
    'This computer does not hold that document; nothing was printed. Nothing changed. Connect and look again.',
  'document/not-the-notice':
    'The list on the paper is not that of the notice; nothing was printed. Close the notice, open it and print again.',
  'document/not-your-document':
    'This kind of document is not issued by this role; nothing was printed. Ask the office that issues it.',
  'document/number-taken':
    'Another document of this computer has just taken this number; nothing was printed. Print again for a new one.',
  'document/of-nobody':
    'This kind of document is about a person or about nobody; nothing was printed. Print it from where it belongs.',
  'document/replaces-a-valid-one':
    'The one it should replace is still valid; nothing was printed. Void that one first.',
  'document/voided':
    'This document is void; it was not printed again. The reason stands with it. Issue a new one.',
  'document/wrong-field':
    'A field of the document was out of place; nothing was printed. Nothing changed. Please tell the county.',
  'rollout/conditions-open':
    'The conditions are not all met; nothing was signed or moved on. What is missing stands on this page.',
  'rollout/not-begun':
    'The target is not signed yet; nothing was counted. Civil affairs and the federation sign it first.',
  'rollout/not-found':
    'This computer does not hold the roll-out record; nothing was done. Connect and look again.',
  'rollout/not-signed-off': 'It has not been signed off, so there is nothing to reopen. Nothing changed.',
  'rollout/nothing-to-advance': 'This phase is left by two signatures; nothing changed. Sign it.',
  'rollout/nothing-to-reach':
    'Every township has nobody; nothing was saved. Type the last roster paid outside the system.',
  'rollout/nothing-to-sign': 'This phase needs no signature. It goes on when the numbers are there.',
  'rollout/numbers-changed':
    'The numbers changed after this page was read; nothing was signed. Look at them again, then sign.',
  'rollout/signed-already': 'Your office has signed this already. Wait for the other one.',
  'rollout/still-counting': 'The county is still counting; nothing changed. Wait for the numbers.',
  'rollout/target-signed': 'The target is signed by both; it was not changed.',
  'rollout/township-twice': 'A township stands there twice; nothing was saved. Keep one line of it.',
};
