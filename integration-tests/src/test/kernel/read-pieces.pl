# Reads pieces of files as programs do. Each line of LIST is one: SUM OFFSET COUNT PATH, PATH below DIR.
#
# read-pieces.pl time CALLERS DIR LIST   by so many callers at once, each piece by the next one that is free: prints the
#                                        microseconds from before the first open to the last byte
# read-pieces.pl check DIR LIST          one after another; fails if a piece's MD5 is not its SUM
use strict;
use warnings;
use Digest::MD5 qw(md5_hex);
use Fcntl qw(O_RDONLY SEEK_SET);
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);

my ($verb, @arguments) = @ARGV;
my $list = pop @arguments;
my $dir = pop @arguments;
my ($path, $handle, $buffer) = ("");

open(my $lines, "<", $list) or die "cannot open $list: $!\n";
my @pieces = map { [split] } <$lines>;

# A file stays open while it is the next one, too.
sub bytes {
    my (undef, $offset, $count, $of) = @{$_[0]};
    if ($of ne $path) {
        sysopen($handle, "$dir/$of", O_RDONLY) or die "cannot open $of: $!\n";
        $path = $of;
    }
    sysseek($handle, $offset, SEEK_SET) or die "cannot seek in $of: $!\n";
    my $have = 0;
    while ($have < $count) {
        my $came = sysread($handle, $buffer, $count - $have, $have);
        die "cannot read $of at $offset: $!\n" unless defined $came;
        die "$of ends " . ($count - $have) . " bytes early\n" if $came == 0;
        $have += $came;
    }
}

# Numbers of pieces go through a pipe, which gives each to one caller; the moments of their ends come back through another.
sub caller_reads {
    my ($numbers, $ends) = @_;
    while (sysread($numbers, my $number, 4)) {
        bytes($pieces[unpack "N", $number]);
    }
    syswrite($ends, pack "d", clock_gettime(CLOCK_MONOTONIC));
}

sub time_all {
    my ($callers) = @_;
    pipe(my $numbers, my $give) or die "no pipe: $!\n";
    pipe(my $take, my $ends) or die "no pipe: $!\n";
    for (1 .. $callers) {
        my $child = fork() // die "no fork: $!\n";
        next if $child;
        close($give);
        caller_reads($numbers, $ends);
        exit 0;
    }
    close($ends);
    my $begun = clock_gettime(CLOCK_MONOTONIC);
    syswrite($give, pack "N*", 0 .. $#pieces);
    close($give);
    my $last = 0;
    while (sysread($take, my $end, 8)) {
        my $moment = unpack "d", $end;
        $last = $moment if $moment > $last;
    }
    for (1 .. $callers) { wait() > 0 && $? == 0 or die "a caller failed\n" }
    printf "%d\n", 1e6 * ($last - $begun);
}

if ($verb eq "time") {
    time_all(@arguments);
} else {
    for my $piece (@pieces) {
        bytes($piece);
        my $sum = md5_hex(substr($buffer, 0, $piece->[2]));
        $sum eq $piece->[0] or die "$piece->[3] at $piece->[1]: $sum, not $piece->[0]\n";
    }
}
