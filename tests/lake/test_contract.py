"""The tests of the warehouse file, on a lake."""

from __future__ import annotations

from lake_places import needs_lake
from test_operating import con as con
from test_operating import (  # noqa: F401  pytest finds them here too
    test_a_failure_counts_its_attempts,
    test_a_query_answers_with_names_and_rows,
    test_a_resolved_failure_starts_anew,
    test_checks_of_a_stopped_batch_are_kept,
    test_publishing_resolves_failures,
    test_quarantine_is_listed_and_replayed,
    test_runs_are_logged_and_a_dead_one_is_told,
    test_status,
    test_template_lines_are_counted_by_document,
    test_the_ledger_knows_what_was_loaded,
)
from test_publishing import (  # noqa: F401
    test_a_change_and_its_undoing_leave_what_was_there,
    test_a_changed_document_replaces_its_rows_as_a_new_revision,
    test_a_failing_resolver_leaves_the_old_state,
    test_a_key_that_is_taken_stops_the_publication,
    test_an_actor_is_one_across_documents,
    test_an_earlier_copy_takes_over_the_story,
    test_copies_form_a_story_told_by_the_first,
    test_critical_batches_and_a_document_twice_are_refused,
    test_events_group_across_documents_and_undated_ones_within_a_story,
    test_many_exact_copies_are_told_by_one_record,
    test_only_blocks_that_changed_are_grouped_again,
    test_same_batch_twice_changes_nothing,
    test_several_batches_in_one_transaction,
    test_two_names_of_one_actor_in_an_event_show_once,
)

pytestmark = needs_lake
