-- Suggestions show headings as they are written. Until now, a heading that is
-- no question was listed as "What about …?". The index need not change: the
-- words that go are too common to be in it.
update passages set questions = json_set(questions, '$[0]', heading ->> '$[#-1]')
where substr(questions ->> '$[0]', 1, 11) = 'What about '
    and substr(questions ->> '$[0]', 13) = substr(rtrim(heading ->> '$[#-1]', '.:! ') || '?', 2);

-- What is remembered of a guild is read again.
update guilds set revision = revision + 1;
