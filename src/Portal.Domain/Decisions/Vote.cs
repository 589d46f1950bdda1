namespace Portal.Domain.Decisions;

/// <summary>The score that one voter gave one proposal, in the section (panel) that heard both.</summary>
/// <param name="Score">Higher is better, on whatever scale all votes share.</param>
public sealed record Vote(string Proposal, string Voter, string Section, double Score);
